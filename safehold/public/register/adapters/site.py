# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings that the public process alone has."""

from typing import cast

from django.conf import settings


def cookie_name(language: str) -> str:
    """What the cookie of a registrant's session is called in one language."""
    return f"{getattr(settings, 'REGISTRANT_COOKIE')}-{language}"  # noqa: B009


def proxies() -> int:
    """How many proxies of ours stand before the site."""
    return cast(int, getattr(settings, "PUBLIC_PROXIES"))  # noqa: B009


def office_slug() -> str:
    """The short name of the organisation that keeps the register; empty where none is named."""
    return cast(str, getattr(settings, "REGISTER_OFFICE"))  # noqa: B009
