# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which language a request is answered in. No cookie is read or set.

Public: the first segment of the path says it (`/fr/…`). Desk: the member's own choice says it.
Elsewhere the browser's Accept-Language header does.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .languages import best_language, codes, language_in_path, tag_of

Answer = Callable[[HttpRequest], HttpResponse]


def _answer_in(language: str, request: HttpRequest, get_response: Answer) -> HttpResponse:
    translation.activate(language)
    request.LANGUAGE_CODE = language
    response = get_response(request)
    response.headers.setdefault("Content-Language", tag_of(language))
    return response


class PathLanguage:
    """Answer in the language that the path names; it stands before the guards, so that they speak it too."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if named := language_in_path(request.path_info):
            return _answer_in(named, request, self.get_response)
        response = _answer_in(browser_language(request), request, self.get_response)
        patch_vary_headers(response, ("Accept-Language",))
        return response


class MemberLanguage:
    """Answer in the signed-in member's language; it stands after the authentication."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = getattr(request.user, "language", "")
        language = chosen if chosen in codes() else browser_language(request)
        return _answer_in(language, request, self.get_response)


def browser_language(request: HttpRequest) -> str:
    """Return the language that the browser asks for."""
    return best_language(request.headers.get("Accept-Language", ""))
