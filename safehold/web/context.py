# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every page knows about itself. Reads no database, so that an error page can be shown without one."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from .languages import direction_of, list_languages, tag_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base templates need.

    languages_offered: false where the page answers a POST, because a link would lose what the person typed.
    """
    return language_context() | {
        "languages": list_languages(request.path),
        "languages_offered": settings.SITE == "public" and request.method in {"GET", "HEAD"},
    }


def language_context() -> dict[str, Any]:
    """Return the part of the context that needs no request."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "language_tag": tag_of(language),
        "direction": direction_of(language),
        "language_reviewed": language in settings.REVIEWED_LANGUAGES,
        "exit_address": settings.EXIT_ADDRESS,
        "site": settings.SITE,
    }
