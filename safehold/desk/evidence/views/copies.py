# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be looked at, the copies that are made, and the original, handed out with a warning.

A preview was made anew in a process of its own; the bytes of an item never stand in a page.
"""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import actions, queries, rules
from safehold.desk.evidence.errors import EvidenceRefused, NoRoom
from safehold.desk.evidence.forms import BoxesForm
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.permissions import opens_item
from safehold.desk.evidence.views.answers import ASK_AGAIN, back_to, explain, moment
from safehold.desk.vault.permissions import unlocked_of
from safehold.looking import Output

PICTURES = ("image/jpeg", "image/png", "image/webp")
ALONE = "default-src 'none'; sandbox"
MOST_PAGES = 10_000


@require_safe
@opens_item
def show_page(request: HttpRequest, case: Case, item: Item, *, number: int = 1) -> HttpResponse:  # noqa: ARG001
    """Hand out one page as a picture that was made anew; a poster, of a sound or film."""
    return _hand_made(request, item, number, PICTURES)


@require_safe
@opens_item
def listen(request: HttpRequest, case: Case, item: Item) -> HttpResponse:  # noqa: ARG001
    """Hand out a voice that was encoded anew."""
    return _hand_made(request, item, 1, ("audio/ogg",))


def _hand_made(request: HttpRequest, item: Item, number: int, kinds: tuple[str, ...]) -> HttpResponse:
    unlocked = unlocked_of(request)
    if not 0 < number <= MOST_PAGES:
        raise Http404
    try:
        looked = actions.view(unlocked, queries.open_item(unlocked, item), number - 1, moment())
    except EvidenceRefused:
        raise Http404 from None
    made = next((each for each in looked.outputs if _is_shown(each, kinds)), None)
    if made is None:
        raise Http404
    headers = {
        "Content-Security-Policy": ALONE,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "inline",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(made.content, content_type=made.media_type, headers=headers)


def _is_shown(made: Output, kinds: tuple[str, ...]) -> bool:
    return made.name != "thumbnail" and made.media_type in kinds


@require_POST
@opens_item
def make_clean(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Make a copy without traces."""
    unlocked, known = unlocked_of(request), queries.list_copy_ids(item)
    try:
        made = actions.strip(unlocked, queries.open_item(unlocked, item), moment())
    except EvidenceRefused as refusal:
        messages.error(request, explain(refusal))
        return back_to(case, item)
    except OSError:
        messages.error(request, explain(NoRoom()))
        return back_to(case, item)
    if made.pk in known:
        _say_it_was_there(request)
    else:
        messages.success(
            request, _("This is the copy. It shows the same; what else the file told is not in it.")
        )
    return back_to(case, made)


def _say_it_was_there(request: HttpRequest) -> None:
    messages.info(
        request, _("This copy was there already, made in the very same way. There is no need of another.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opens_item
def black_out(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Choose what is painted over, by hundredths of a page, and make a copy without it."""
    unlocked = unlocked_of(request)
    opened, reading = queries.open_item(unlocked, item), queries.open_reading(unlocked, item)
    known = queries.list_copy_ids(item)
    pages = 1
    if reading and rules.has_pages(reading.facts.kind, reading.facts.media_type):
        pages = max(reading.facts.pages, 1)
    form = BoxesForm(request.POST, pages=pages) if request.method == "POST" else BoxesForm(pages=pages)
    if form.is_bound and form.is_valid():
        try:
            made = actions.redact(unlocked, opened, form.boxes(), moment())
        except EvidenceRefused as refusal:
            form.add_error(None, explain(refusal))
        except OSError:
            form.add_error(None, explain(NoRoom()))
        else:
            if made.pk in known:
                _say_it_was_there(request)
            else:
                messages.success(request, _("This is the copy. What you blacked out is not in it any more."))
            return back_to(case, made)
    context = {
        "case": case,
        "title": cases.open_head(unlocked, case).title,
        "item": opened,
        "form": form,
        "pages": range(1, min(pages, 30) + 1),
        "is_paged": pages > 1,
        "lines": range(10, 100, 10),
    }
    return render(request, "evidence/black_out.html", context, status=ASK_AGAIN if form.is_bound else 200)


@require_POST
@opens_item
def download(request: HttpRequest, case: Case, item: Item) -> HttpResponse:
    """Hand out the bytes of an item as they are, opened while they pass."""
    unlocked = unlocked_of(request)
    opened = queries.open_item(unlocked, item)
    try:
        pieces = actions.download(unlocked, opened, moment())
    except EvidenceRefused as refusal:
        messages.error(request, explain(refusal))
        return back_to(case, item)
    headers = {
        "Content-Disposition": content_disposition_header(True, rules.name_to_keep(opened.name_outside))
        or "attachment",
        "Content-Length": str(opened.document.size_bytes),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": ALONE,
    }
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream", headers=headers)
    return cast(HttpResponse, response)  # a response as any other, but for its type
