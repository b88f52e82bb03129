# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person reads when something cannot be done: what happened, what was kept, what to do next.

No page here quotes what was sent, names a class, or needs a database. A 500 page that fails while it is drawn
gives way to a fixed text.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .context import language_context
from .whole import LengthUnknown, RequestCut

PAGE = "errors/page.html"
PLAIN_PAGE = "errors/plain.html"
LAST_RESORT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Something went wrong on our side</title>'
    "<h1>Something went wrong on our side</h1><p>If you were sending something, press Back and send it "
    "again. The same thing sent twice is kept once.</p></html>"
)


def kind_page(
    request: HttpRequest, status: int, title: str, text: str, template: str = PAGE, **context: Any
) -> HttpResponse:
    """Answer with a page in the site's own look. `next_address` and `next_action` add one button."""
    content = {
        "heading": title,
        "text": text,
        "site_base": f"{settings.SITE}/base.html",
        "languages_offered": False,
    }
    response = render(request, template, content | context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400, or the status that fits what was wrong with the request."""
    if isinstance(exception, RequestCut):
        return request_cut(request)
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, LengthUnknown):
        return length_unknown(request)
    return kind_page(
        request,
        400,
        _("We could not read what your browser sent"),
        _(
            "Nothing was kept from this try. Press your browser's Back button: what you wrote should still "
            "be there. Then send it again."
        ),
    )


def request_cut(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        400,
        _("Your connection was cut"),
        _(
            "Your connection was cut before everything arrived. Nothing was kept from this try. "
            "Press your browser's Back button: what you wrote should still be there. Then send it again."
        ),
    )


def length_unknown(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        411,
        _("We could not tell whether everything arrived"),
        _(
            "Your browser did not say how much it was sending, so nothing was kept from this try. "
            "Press your browser's Back button and send it again, or use another browser."
        ),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        413,
        _("This is too long to send at once"),
        _(
            "Nothing was kept from this try. Your browser's Back button brings your text back. "
            "Send a shorter part first. With the code you get then, you can add the rest."
        ),
    )


def not_a_form(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        415,
        _("We could not read what your browser sent"),
        _("Nothing was kept. Please use the form on our own page."),
    )


def not_that_way(request: HttpRequest) -> HttpResponse:
    response = kind_page(
        request,
        405,
        _("This page cannot be used that way"),
        _("Nothing was changed. Please use the links and buttons on our pages."),
    )
    response["Allow"] = "GET, HEAD, POST, OPTIONS"
    return response


def foreign_origin(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        403,
        _("This did not come from our page"),
        _(
            "Another website tried to send something in your name, so we did not take it. Nothing was kept. "
            "To write to us, open our own page and write there."
        ),
        next_address="/",
        next_action=_("Open our page"),
    )


def forbidden(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001
) -> HttpResponse:
    return kind_page(
        request,
        403,
        _("This is not open to you"),
        _("Nothing was changed. If you need this page for your work, ask the lead of your organisation."),
        next_address="/",
        next_action=_("Go to the first page"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a desk form whose token is missing or old."""
    return kind_page(
        request,
        403,
        _("This page was open for too long"),
        _(
            "Nothing was changed. Press your browser's Back button: what you wrote should still be there. "
            "Copy it, load the page again, and send it once more."
        ),
    )


def not_found(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001
) -> HttpResponse:
    return kind_page(
        request,
        404,
        _("There is nothing here that you can open."),
        _("Check the address, or start again from the first page."),
        next_address="/",
        next_action=_("Go to the first page"),
    )


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer 500 without the database, the session or any context processor."""
    try:
        page: str = render_to_string(
            PLAIN_PAGE,
            language_context()
            | {
                "heading": _("Something went wrong on our side"),
                "text": _(
                    "We cannot say whether everything arrived. If you were sending something, press your "
                    "browser's Back button and send it again. The same thing sent twice is kept once."
                ),
                "site_name": _("Focal Point") if settings.SITE == "public" else _("Safehold"),
            },
        )
    except Exception:
        page = LAST_RESORT
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})
