# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every answer under the address of the read API is JSON, for everybody, and says how long it stands.

What is there is read and nothing else: no body is received, no cookie is looked at. Whoever asks again for what has not
changed is told so before any leaf is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from safehold.catalog.register_forms import load_register_forms
from safehold.public.register import queries

API = "/register/api/"
READING = ("GET", "HEAD")
JSON = "application/json"
FRESH = "public, max-age=5"
STANDING = "register_standing"
"""The name under which a request carries what its ETag was made of, so that the answer is made of the same."""
ANSWERS = "1.0.0"
"""The version of what is answered. Another number gives every answer another ETag."""
WORDS = {
    400: ("bad-request", "The request could not be read.", "La demande n'a pas pu être lue."),
    404: ("not-found", "There is nothing under this address.", "Il n'y a rien à cette adresse."),
    405: (
        "not-that-way",
        "Only GET and HEAD are answered here.",
        "Seules les méthodes GET et HEAD sont servies ici.",
    ),
    422: (
        "not-understood",
        "A part of the request is not as described.",
        "Une partie de la demande n'est pas conforme.",
    ),
    500: ("our-fault", "Something went wrong on our side.", "Un problème est survenu de notre côté."),
    503: (
        "log-damaged",
        "What lies here does not fit the signed log, so nothing of it is shown.",
        "Ce qui se trouve ici ne correspond pas au journal signé ; rien n'en est montré.",
    ),
}
Answer = Callable[[HttpRequest], HttpResponse]


class ApiAnswers:
    """Stands before the guards of the pages: what they refuse is refused here as JSON."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag"
        for header in ("Vary", "Content-Language"):
            if header in response:
                del response[header]
        return _without_body(response) if is_head else response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return refuse(400)
        if request.method not in READING:
            response = refuse(405)
            response["Allow"] = ", ".join(READING)
            return response
        request.method = "GET"
        standing = queries.read_standing()
        tag = _tag_of(request, standing)
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if tag in {each.removeprefix("W/") for each in known}:
            return _stamp(HttpResponseNotModified(), tag)
        setattr(request, STANDING, standing)
        response = self.get_response(request)
        if response.status_code >= 400:
            is_ours = response.headers.get("Content-Type", "").startswith(JSON)
            return response if is_ours else refuse(response.status_code)
        return _stamp(response, tag)


def refuse(status: int, *, code: str = "", where: list[dict[str, str]] | None = None) -> HttpResponse:
    """Say what is wrong in both languages. Nothing that was sent is repeated."""
    known, english, french = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    document = {"code": code or known, "message": {"en": english, "fr": french}, "where": where or []}
    response = HttpResponse(json.dumps(document, ensure_ascii=False), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _tag_of(request: HttpRequest, standing: queries.Standing) -> str:
    """Name what this address answers now: another one as soon as the register, the labels or the program change."""
    parts = (
        request.get_full_path(),
        request.get_host(),
        standing.mark,
        load_register_forms().version,
        ANSWERS,
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:40]}"'


def _stamp(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = FRESH
    return response


def _without_body(response: HttpResponse) -> HttpResponse:
    if response.status_code != 304:
        response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response
