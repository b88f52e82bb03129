# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of cases, and what is posted from a case page. The page itself stands in the room above: home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.cases import actions, forms, queries
from safehold.desk.cases.errors import ContactNotAgreed, ContactWithdrawn, MailboxClosed, ReplyRefused
from safehold.desk.cases.models import Case
from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.vault.permissions import (
    admitted_required,
    find_unlocked,
    unlocked_of,
    unlocked_required,
)
from safehold.web import clock
from safehold.web.forms import SafeholdForm

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

PAGE_LENGTH = 50


class Tab(NamedTuple):
    state: str
    label: str
    total: int


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    """Show cases; titles only while unlocked."""
    member, on = member_of(request), clock.today()
    chosen = queries.CaseFilter(request.GET.get("state", ""), mine="mine" in request.GET)
    page = Paginator(queries.list_cases(member, chosen), PAGE_LENGTH).get_page(request.GET.get("page"))
    actions.record_listing(member, on)
    context = {
        "chosen": chosen,
        "tabs": list_tabs(member, chosen),
        "page": page,
        "rows": list_rows(request, page),
        "is_filtered": bool(chosen.state or chosen.mine),
        "unlocked": find_unlocked(request),
    }
    return render(request, "cases/list.html", context)


@requires_role("lead", "caseworker")
@admitted_required
@require_safe
def show_renewal(request: HttpRequest) -> HttpResponse:
    """Show how far the new keys have come since a member was removed; while unlocked, hand over what waits."""
    unlocked, now = find_unlocked(request), clock.now()
    if unlocked:
        actions.hand_over_renewals(unlocked, clock.today(), now)
    progress = queries.show_renewal(member_of(request).organisation_id, now)
    return render(request, "cases/renewal.html", {"progress": progress, "unlocked": unlocked})


def list_tabs(member: Member, chosen: queries.CaseFilter) -> list[Tab]:
    """Return one tab per state, with how many cases are in it."""
    counts = queries.count_by_state(member, mine=chosen.mine)
    total = sum(counts.values())
    tabs = [Tab("", _("Not closed"), total - counts["closed"])]
    tabs += [Tab(state, label, counts[state]) for state, label in queries.list_states()]
    return [*tabs, Tab(queries.ANY_STATE, _("All"), total)]


def list_rows(request: HttpRequest, page: Page[Case]) -> list[queries.ListedCase]:
    unlocked = find_unlocked(request)
    titles = queries.open_titles(unlocked, page.object_list) if unlocked else {}
    lines = queries.describe_cases(page.object_list, clock.today())
    return [replace(line, title=titles.get(line.case.id, "")) for line in lines]


CaseView = Callable[[HttpRequest, Case], HttpResponse]


def posted_to_case(view: CaseView) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Let a POST reach a case of the member's organisation, unlocked; everybody else's is not found."""

    @wraps(view)
    @require_POST
    def guarded(request: HttpRequest, case_id: UUID) -> HttpResponse:
        case = queries.access_case(member_of(request), case_id)
        return unlocked_required(view)(request, case)

    return guarded


@posted_to_case
def reply(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.ReplyForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.send_reply(
                unlocked_of(request),
                case,
                data["words"],
                data["language"],
                clock.today(),
                reply_id=data["once"],
            )
        except ReplyRefused as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(
                request, _("Your answer is sealed and on its way. They read it with their code.")
            )
            return back_to(case, "dialogue")
    return ask_again(request, case, form, _("Answer them"), _("Send"))


@posted_to_case
def note(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.NoteForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        actions.add_note(unlocked_of(request), case, data["words"], clock.today(), note_id=data["once"])
        messages.success(request, _("Your note is kept, sealed."))
        return back_to(case, "notes")
    return ask_again(request, case, form, _("Add a note"), _("Keep this note"))


@posted_to_case
def title(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.TitleForm(request.POST)
    if form.is_valid():
        actions.rename_case(unlocked_of(request), case, form.cleaned_data["title"], clock.today())
        return back_to(case)
    return ask_again(request, case, form, _("Give the case another title"), _("Keep this title"))


@posted_to_case
def state(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.StateForm(case, request.POST)
    if form.is_valid():
        actions.change_state(case, form.cleaned_data["state"], member_of(request), clock.today())
        return back_to(case)
    return ask_again(request, case, form, _("Move the case on"), _("Move it"))


@posted_to_case
def assign(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.AssignForm(case, request.POST)
    if form.is_valid():
        actions.assign(case, form.assignee(), member_of(request), clock.today())
        return back_to(case)
    return ask_again(request, case, form, _("Give the case to somebody"), _("Give the case"))


@posted_to_case
def triage(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.TriageForm(request.POST)
    if form.is_valid():
        actions.set_triage(case, form.cleaned_data["triage"], member_of(request), clock.today())
        return back_to(case)
    return ask_again(request, case, form, _("Say how urgent the case is"), _("Keep this choice"))


def explain(refusal: ReplyRefused) -> str:
    """Return why an answer was not sent, and what was kept."""
    if isinstance(refusal, MailboxClosed):
        return _("They closed their mailbox. Nothing sent there would be read, so your answer was not sent.")
    if isinstance(refusal, ContactWithdrawn):
        return _("They took back their agreement to be answered here, so your answer was not sent.")
    if isinstance(refusal, ContactNotAgreed):
        return _("They did not agree to be answered here, so your answer was not sent.")
    return _("Your answer was not sent.")


def back_to(case: Case, part: str = "") -> HttpResponse:
    """Lead back to the case page, at the part that changed."""
    address = reverse("home:case", args=[case.id])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)


def ask_again(
    request: HttpRequest, case: Case, form: SafeholdForm, heading: str, action: str
) -> HttpResponse:
    """Show one form with what is wrong with it and everything that was typed."""
    context = {"case": case, "form": form, "heading": heading, "action": action}
    return render(request, "cases/ask_again.html", context, status=422)
