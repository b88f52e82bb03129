# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions of registrants: rows of this room's own table, which no copy of them opens (web/signing_in/sessions.py)."""

from django.contrib.sessions.base_session import AbstractBaseSession

from safehold.public.register.models.accounts import RegistrantSession
from safehold.public.register.rules import accounts as rules
from safehold.web.signing_in.sessions import SessionStore


class RegistrantSessions(SessionStore):
    """One browser of one registrant. It ends after half an hour without a page, and after half a day in any case."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        return RegistrantSession

    def get_session_cookie_age(self) -> int:
        return rules.IDLE_SECONDS
