# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the person agreed to, purpose by purpose and receiver by receiver; what they say now; and deciding without them.

Purposes, receivers, states and days are in the clear (`FieldClass.CLEAR`). The reason of an override is sealed, and
tells what somebody fears: `FieldClass.SAFETY`.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safehold.catalog.consent_texts import load_consent_texts
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import opens_case
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.errors import (
    MemberMayNotDecide,
    NeedsAnotherMember,
    OverrideEnded,
    OverrideRefused,
)
from safehold.desk.consent.models import LedgerEntry, Purpose
from safehold.desk.consent.rules import ALL_PURPOSES, ANYBODY
from safehold.desk.members import queries as members
from safehold.desk.members.permissions import member_of
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.support import actions, forms, queries
from safehold.desk.support.errors import PurposeUnasked
from safehold.desk.support.permissions import opens_support, posted_to_support
from safehold.desk.support.views.parts import show_form
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.languages import tag_of

TOLD = (LedgerEntry.How.SPOKEN, LedgerEntry.How.WRITTEN)
"""How a member comes to write a consent down. Whoever only read what the person wrote themself is not named."""


class Line(NamedTuple):
    consent: ledger.Consent
    recipient: str


class Said(NamedTuple):
    """One entry of the ledger in words. `by`: the member who wrote it down, where there is one."""

    entry: LedgerEntry
    recipient: str
    by: str


@require_safe
@opens_case
def show_consent(request: HttpRequest, case: Case) -> HttpResponse:
    """Show what holds now, how it came to be, and what two members decided."""
    unlocked, on, language = unlocked_of(request), clock.today(), get_language() or "en"
    subject_ids = case_rows.list_consent_subjects(case)
    sees_reasons = may_see(member_of(request).role, FieldClass.SAFETY)
    overrides = queries.list_overrides(unlocked, case, on) if sees_reasons else []
    context = {
        "case": case,
        "title": queries.open_title(unlocked, case),
        "lines": [
            Line(each, queries.label_recipient(each.recipient, language))
            for each in ledger.list_consents(subject_ids, on)
        ],
        "said": list_said(case, subject_ids, language),
        "overrides": [(each, queries.label_recipient(each.row.recipient, language)) for each in overrides],
        "subjects": len(subject_ids),
        "sees_reasons": sees_reasons,
        "may_write": member_of(request).works_on_cases,
    }
    return render(request, "support/consent.html", context)


def list_said(case: Case, subject_ids: list[UUID], language: str) -> list[Said]:
    names = {member.id: member.display_name for member in members.list_members(case.organisation_id)}
    return [
        Said(
            entry,
            queries.label_recipient(entry.recipient, language),
            names.get(entry.recorded_by, "") if entry.recorded_by and entry.how in TOLD else "",
        )
        for entry in ledger.list_entries(subject_ids)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def say(request: HttpRequest, case: Case, purpose: str) -> HttpResponse:
    """Show what to read aloud, in their language; write down what they say."""
    if purpose not in ALL_PURPOSES:
        raise PurposeUnasked
    asked = request.POST if request.method == "POST" else request.GET
    reader = get_language() or "en"
    recipients = queries.list_recipients(purpose, case.organisation_id, reader)
    recipient = asked.get("ask_recipient", asked.get("recipient", ANYBODY))
    if recipient not in dict(recipients):
        recipient = _refuse_unknown(recipient)
    texts = load_consent_texts()
    language = texts.language_of(purpose, asked.get("ask_language") or asked.get("language") or reader)
    chosen_again = _chose_again(request)
    form = forms.SaidForm(
        request.POST
        if request.method == "POST" and not chosen_again and "show" not in request.POST
        else None,
        initial={"recipient": recipient, "language": language}
        | {name: request.POST.get(name) for name in ("answer", "how", "until") if name in request.POST},
    )
    if form.is_bound and form.is_valid():
        said = form.said(purpose, recipient, language)
        actions.record_said(unlocked_of(request), case, said, clock.today(), once=form.cleaned_data["once"])
        messages.success(request, _("Written down. It holds from now on."))
        return back_to_consent(case)
    return show_form(
        request,
        case,
        form,
        str(Purpose(purpose).label),
        _("Write this down"),
        "support/say.html",
        purpose=purpose,
        recipients=recipients,
        recipient=recipient,
        language=language,
        text_tag=tag_of(language),
        languages=list(texts.always),
        text=texts.to_read_aloud(purpose, language, dict(recipients).get(recipient, "")),
        is_draft=texts.is_draft(language),
        chosen_again=chosen_again,
    )


def _chose_again(request: HttpRequest) -> bool:
    """Whether what was sent names another receiver or language than the text on the page, which nobody heard then."""
    sent = request.POST
    return "show" not in sent and any(
        sent.get(f"ask_{name}", sent.get(name, "")) != sent.get(name, "")
        for name in ("recipient", "language")
    )


def _refuse_unknown(recipient: str) -> str:
    """Nobody named is everybody; somebody whom this page does not offer must not become everybody."""
    if recipient:
        raise PurposeUnasked
    return ANYBODY


@require_http_methods(["GET", "HEAD", "POST"])
@opens_support
def propose_override(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for a reason to share without consent; another member has to confirm it."""
    language = get_language() or "en"
    form = forms.OverrideForm(
        case.organisation_id, language, request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.propose_override(
                unlocked_of(request),
                case,
                data["recipient"],
                data["reason"],
                clock.today(),
                once=data["once"],
            )
        except OverrideRefused as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("Proposed. Nothing can be shared until another member confirms it."))
            return back_to_consent(case, "overrides")
    heading = _("Share without consent")
    return show_form(request, case, form, heading, _("Propose it"), "support/override.html")


@posted_to_support
def confirm_override(request: HttpRequest, case: Case, override_id: UUID) -> HttpResponse:
    """Let a second member agree."""
    try:
        actions.confirm_override(unlocked_of(request), case, override_id, clock.today())
    except OverrideRefused as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Confirmed. It can be used once, within seven days."))
    return back_to_consent(case, "overrides")


def explain(refusal: OverrideRefused) -> str:
    """Return why nothing was written, and what to do."""
    if isinstance(refusal, NeedsAnotherMember):
        return _("You proposed it, so another member has to confirm it.")
    if isinstance(refusal, MemberMayNotDecide):
        return _("One of the two does not open cases here any more. Propose it again.")
    if isinstance(refusal, OverrideEnded):
        return _("It has ended: seven days have passed, or the person has spoken since. Propose it again.")
    return _("Only sharing with one receiver can be decided without the person.")


def back_to_consent(case: Case, part: str = "") -> HttpResponse:
    address = reverse("support:consent", args=[case.id])
    return HttpResponseRedirect(f"{address}#{part}" if part else address)
