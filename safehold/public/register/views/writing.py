# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a filing, step by step, and sending it. Each step is kept as it was typed before anything is judged."""

import logging
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.public.register.actions import filings as actions
from safehold.public.register.errors import DraftChanged, DraftIncomplete, FilingUnknown, StepNotOpen
from safehold.public.register.forms.filing import bound_to, filled_with, step_form, typed_in
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import Draft, FilingKind
from safehold.public.register.queries import filings as queries
from safehold.public.register.queries.deadlines import find_deadline
from safehold.public.register.rules import filings as rules
from safehold.public.register.views.door import UNPROCESSABLE, signed_in
from safehold.public.register.views.values import Read, read_draft, step_title
from safehold.web import clock
from safehold.web.errors import kind_page

logger = logging.getLogger(__name__)


@signed_in("GET", "POST")
def step(request: HttpRequest, registrant: Registrant, draft: UUID, part: str) -> HttpResponse:
    """One step: keep what stands in it, then judge it, then go on."""
    found = _draft_or_filing(registrant, draft)
    if not isinstance(found, Draft):
        return found
    parts = _parts(found)
    if part not in parts:
        raise Http404
    form_class = step_form(found.kind, part, get_language() or "en")
    if request.method != "POST":
        return _show(request, found, part, filled_with(form_class, found.typed))
    typed = typed_in(form_class, request.POST)
    if rules.is_too_long_to_keep(typed):
        return _show(request, found, part, bound_to(form_class, typed), not_kept_long=True, status=422)
    try:
        found = actions.keep_typed(registrant, draft, typed, clock.today())
    except DatabaseError as error:
        logger.error("a draft could not be kept: %s", type(error).__name__)  # noqa: TRY400
        return _show(request, found, part, filled_with(form_class, typed), not_kept=True, status=503)
    form = bound_to(form_class, typed)
    is_judged = "back" not in request.POST and "leave" not in request.POST
    if is_judged and not form.is_valid():
        return _show(request, found, part, form, status=UNPROCESSABLE)
    return _where_next(request, found, part)


def _where_next(request: HttpRequest, draft: Draft, part: str) -> HttpResponse:
    """Where the button leads that was pressed."""
    parts = _parts(draft)
    if "leave" in request.POST:
        return HttpResponseRedirect(reverse("register:account", args=[get_language()]))
    if "back" in request.POST:
        return _to(draft, parts[max(parts.index(part) - 1, 0)])
    following = parts[parts.index(part) + 1 :]
    return _to(draft, following[0]) if following else _to_preview(draft)


@signed_in("GET")
def preview(request: HttpRequest, registrant: Registrant, draft: UUID) -> HttpResponse:
    """Show exactly what everybody will read, and what only the office reads."""
    found = _draft_or_filing(registrant, draft)
    return _show_preview(request, found) if isinstance(found, Draft) else found


@signed_in("POST")
def send(request: HttpRequest, registrant: Registrant, draft: UUID) -> HttpResponse:
    """Send it; then show the page of what was sent. Pressed twice, it was sent once."""
    found = _draft_or_filing(registrant, draft)
    if not isinstance(found, Draft):
        return found
    read = read_draft(found, get_language() or "en")
    if read.missing:
        return _show_preview(request, found, status=UNPROCESSABLE)
    try:
        actions.send_filing(registrant, draft, read.values, request.POST.get("seen", ""), clock.today())
    except (DraftChanged, DraftIncomplete):
        return _show_preview(request, found, status=409, is_changed=True)
    except StepNotOpen:
        return step_not_open(request)
    except DatabaseError as error:
        logger.error("a filing could not be kept: %s", type(error).__name__)  # noqa: TRY400
        return _show_preview(request, found, status=503, not_sent=True)
    return _to_filing(draft)


@signed_in("GET", "POST")
def delete(request: HttpRequest, registrant: Registrant, draft: UUID) -> HttpResponse:
    found = _draft_or_filing(registrant, draft)
    if not isinstance(found, Draft):
        return found
    if request.method == "POST":
        actions.delete_draft(registrant, draft)
        return HttpResponseRedirect(reverse("register:account", args=[get_language()]))
    return render(request, "register/filings/delete.html", {"draft": found, "registrant": registrant})


def step_not_open(request: HttpRequest) -> HttpResponse:
    return kind_page(
        request,
        409,
        _("This was already changed"),
        _(
            "A later filing about the same entry was sent meanwhile. Nothing was lost: start from the newest one."
        ),
        next_address=reverse("register:account", args=[get_language()]),
        next_action=_("Your filings"),
    )


def _draft_or_filing(registrant: Registrant, draft_id: UUID) -> Draft | HttpResponse:
    """Return the draft; where it was sent already, the way to what was sent. Raises FilingUnknown."""
    try:
        return queries.access_draft(registrant, draft_id)
    except FilingUnknown:
        queries.access_filing(registrant, draft_id)
        return _to_filing(draft_id)


def _parts(draft: Draft) -> tuple[str, ...]:
    return rules.parts_of(register_form(draft.form) if rules.has_form(draft.kind) else None, draft.kind)


def _show(
    request: HttpRequest, draft: Draft, part: str, form: object, *, status: int = 200, **said: object
) -> HttpResponse:
    parts = _parts(draft)
    context = {
        "draft": draft,
        "part": part,
        "title": step_title(draft, part, get_language() or "en"),
        "form": form,
        "number": parts.index(part) + 1,
        "total": len(parts) + 1,
        "is_first": part == parts[0],
        "registrant": draft.registrant,
        **said,
    }
    return render(request, "register/filings/step.html", context, status=status)


def _show_preview(request: HttpRequest, draft: Draft, *, status: int = 200, **said: object) -> HttpResponse:
    read: Read = read_draft(draft, get_language() or "en")
    total = len(_parts(draft)) + 1
    context = {
        "draft": draft,
        "read": read,
        "seen": rules.digest(draft.typed),
        "due": find_deadline(read.values, clock.today()) if draft.kind == FilingKind.FILING else None,
        "number": total,
        "total": total,
        "registrant": draft.registrant,
        "steps": [(each, step_title(draft, each, get_language() or "en")) for each in _parts(draft)],
    }
    return render(request, "register/filings/preview.html", context | said, status=status)


def _to(draft: Draft, part: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("register:step", args=[get_language(), draft.pk, part]))


def _to_preview(draft: Draft) -> HttpResponse:
    return HttpResponseRedirect(reverse("register:preview", args=[get_language(), draft.pk]))


def _to_filing(filing_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("register:filing", args=[get_language(), filing_id]))
