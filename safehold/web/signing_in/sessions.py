# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sessions as rows that are useless to whoever copies them (the desk's settings.SESSION_ENGINE).

Django's own row holds the very value of the cookie: a copy of the table would sign a thief in. And it holds its content
for all to read: who signed in at which second, the secret of an authenticator app while somebody adds one. Here a row
is named by a hash of the cookie, and its content is encrypted under a key from the site's session key, which is no row.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

ROW_NAME_BYTES = 20
"""As many as Django's column holds in hex."""


class SessionStore(db.SessionStore):
    """Django's sessions in the database, by the name of their row instead of by the cookie.

    A site with a table of its own names it in `get_model_class`.
    """

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        row = self.model.objects.filter(
            session_key=row_name(self.session_key), expire_date__gt=timezone.now()
        ).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str | None) -> bool:
        return self.model.objects.filter(session_key=row_name(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = row_name(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            self.model.objects.filter(session_key=row_name(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        return urlsafe_b64encode(_box().encrypt(super().encode(session_dict).encode())).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Return what a row holds; nothing where it is not of our making."""
        try:
            opened = _box().decrypt(urlsafe_b64decode(session_data)).decode()
        except (CryptoError, ValueError):
            return {}
        return super().decode(opened)


def row_name(cookie: str | None) -> str:
    """Return how the row of a session is named, from the value of its cookie."""
    return hashlib.blake2b(
        (cookie or "").encode(), digest_size=ROW_NAME_BYTES, person=b"session row"
    ).hexdigest()


def _box() -> SecretBox:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"sessions").digest()
    return SecretBox(key)
