# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Beginning to write: a new filing, what follows one that was sent, an answer to what the register has published."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.persistence.models import id_of_form
from safehold.public.register.actions import filings as actions
from safehold.public.register.errors import StepNotOpen, TooManyDrafts
from safehold.public.register.forms.filing import typed_from
from safehold.public.register.models.accounts import Registrant
from safehold.public.register.models.filings import FilingKind
from safehold.public.register.queries import filings as queries
from safehold.public.register.queries.answerable import access_answerable
from safehold.public.register.rules import filings as rules
from safehold.public.register.views.door import signed_in
from safehold.public.register.views.writing import step_not_open
from safehold.web import clock
from safehold.web.errors import kind_page

DRAFT_ID = "register draft"


@signed_in("POST")
def start(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    """Begin a filing. Who registers is taken from the newest one."""
    known = queries.find_newest_values(registrant, rules.FORM)
    typed = {}
    if known:
        of_part = [each.name for each in register_form(rules.FORM).part("registrant").fields]
        typed = {name: text for name, text in typed_from(rules.FORM, known).items() if name in of_part}
    return _begin(request, registrant, FilingKind.FILING, typed=typed)


@signed_in("POST")
def ask(request: HttpRequest, registrant: Registrant) -> HttpResponse:
    """Begin a question to the office."""
    return _begin(request, registrant, FilingKind.QUESTION, form="question/1", typed={})


@signed_in("POST")
def follow(request: HttpRequest, registrant: Registrant, filing: UUID, kind: str) -> HttpResponse:
    """Begin what follows a filing: a change, the end, or the corrected filing that the office asked for."""
    found = queries.access_filing(registrant, filing)
    if kind not in {*FilingKind.values, "correction"}:
        raise Http404
    wanted = found.kind if kind == "correction" else kind
    try:
        actions.require_open_for(found, wanted)
    except StepNotOpen:
        return step_not_open(request)
    typed = typed_from(found.form, found.values) if rules.has_form(wanted) else found.values
    if wanted == FilingKind.TERMINATION:
        typed = {"ended_on": typed["ended_on"]}
    return _begin(request, registrant, wanted, form=found.form, typed=typed, follows=found)


@signed_in("POST")
def answer(request: HttpRequest, registrant: Registrant, index: int, kind: str) -> HttpResponse:
    """Begin a reply or representations about a published notice or decision."""
    found = access_answerable(registrant, index, kind)
    return _begin(
        request, registrant, kind, form=f"{kind}/1", about=found.index, entry=found.leaf.entry_id, typed={}
    )


def _begin(request: HttpRequest, registrant: Registrant, kind: str, **begun: Any) -> HttpResponse:
    of_what = f"{DRAFT_ID} {kind} {begun.get('about')} {begun.get('follows')}"
    draft_id = id_of_form(of_what, _once(request))
    try:
        draft = actions.start_draft(registrant, draft_id, clock.today(), kind=kind, **begun)
    except TooManyDrafts:
        return kind_page(
            request,
            409,
            _("You have many drafts already"),
            _("Send or delete one of them first. Nothing was lost."),
            next_address=reverse("register:account", args=[get_language()]),
            next_action=_("Your filings"),
        )
    if draft.kind == FilingKind.AMENDMENT:
        return HttpResponseRedirect(reverse("register:preview", args=[get_language(), draft.pk]))
    first = rules.parts_of(register_form(draft.form) if rules.has_form(draft.kind) else None, draft.kind)[0]
    return HttpResponseRedirect(reverse("register:step", args=[get_language(), draft.pk, first]))


def _once(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None
