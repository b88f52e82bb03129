# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was filed: the list, one filing in full, and what is decided about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from safehold.catalog.register_forms import register_form
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.forms import AcceptForm, AnswerForm, FieldsForm, WordsForm
from safehold.desk.registrar.models import Filing, Office
from safehold.desk.registrar.permissions import posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.queries import Sent
from safehold.desk.registrar.queries.review import show_lines
from safehold.desk.registrar.templatetags.registrar_parts import (
    language,
    name_field,
    name_parts,
    words_of,
)
from safehold.desk.registrar.views.answers import judged, try_to
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock

MOST_DECIDED = 100
QUESTION = "question"
TEXTS = ("reply", "representation", QUESTION)
"""Kinds of filings that are one text, and no form of the register."""


@shown_in_the_office
def list_filings(request: HttpRequest, office: Office) -> HttpResponse:
    """Show what waits, and what waits for a second person."""
    rows = queries.list_filings(office)
    decided = [row for row in rows if row.state != Filing.State.WAITING][:MOST_DECIDED]
    waiting = [row for row in rows if row.state == Filing.State.WAITING]
    names = queries.name_entries({row.entry_id: row.entry for row in waiting + decided if row.entry}.values())
    context = {
        "waiting": [(row, names.get(row.entry.pk, "") if row.entry else "") for row in waiting],
        "others": [(row, names.get(row.entry.pk, "") if row.entry else "") for row in decided],
        "proposals": queries.list_proposals(office),
    }
    return render(request, "registrar/filings.html", context)


@shown_in_the_office
def show_filing(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Show everything that was sent, what changed, and what would be public."""
    filing = queries.access_filing(office, filing_id)
    audit.record(office.organisation_id, "filing.read", unlocked_of(request).member.pk, clock.today())
    return _page(request, office, filing)


def _page(request: HttpRequest, office: Office, filing: Filing, **bound: Any) -> HttpResponse:
    key = queries.open_key(unlocked_of(request), office)
    sent = queries.open_sent(key, filing)
    is_text = filing.kind in TEXTS
    context: dict[str, Any] = {
        "filing": filing,
        "sent": sent,
        "is_text": is_text,
        "is_question": filing.kind == QUESTION,
        "is_first": filing.kind == "filing" and filing.entry is None,
        "words_form": bound.get("words_form") or _correction_form(),
        "refuse_form": bound.get("refuse_form") or _refusal_form(),
        "answer_form": bound.get("answer_form") or AnswerForm(auto_id="answer_%s"),
    }
    if not is_text:
        form = register_form(filing.form)
        hidden = queries.confirmed_withholdings(filing)
        lines = show_lines(key, filing, sent, hidden)
        parts = name_parts(form)
        context["lines"] = [
            {
                "part": parts.get(line.name),
                "line": line,
                "label": form.field(line.name).label(language()),
                "named": name_field(form, line.name),
                "value": words_of(form, line.name, line.value),
                "before": words_of(form, line.name, line.before),
            }
            for line in lines
        ]
        context["with_before"] = any(line.before is not None for line in lines)
        context["changed"] = [each for each in context["lines"] if each["line"].is_changed]
        context["fields_form"] = bound.get("fields_form") or _fields_form(filing)
        context["accept_form"] = bound.get("accept_form") or _accept_form(filing, sent)
    return render(request, "registrar/filing.html", context, status=422 if bound else 200)


def _accept_form(filing: Filing, sent: Sent, data: Any = None) -> AcceptForm:
    known = [
        queries.list_entities(kind, str(sent.values.get(name) or "")) for kind, name in queries.NAMES.items()
    ]
    earlier = queries.find_registrant(filing)
    if earlier and earlier not in dict(known[0]):
        known[0].append((earlier, _("The same as in their earlier filings")))
    return AcceptForm(*known, data, initial={"registrant": earlier or ""}, auto_id="accept_%s")


@posted_in_the_office
def accept(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Publish it."""
    filing = queries.access_filing(office, filing_id)
    sent = queries.open_sent(queries.open_key(unlocked_of(request), office), filing)
    form = _accept_form(filing, sent, request.POST)
    if not form.is_valid():
        return _page(request, office, filing, accept_form=form)
    back = reverse("registrar:filing", args=[filing.pk])
    return try_to(
        request,
        lambda: actions.accept_filing(unlocked_of(request), filing, form.parties(), clock.today()),
        _("Accepted. It is in the log, and on the public site within a minute."),
        back,
    )


@posted_in_the_office
def ask_correction(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Send it back with words."""
    filing = queries.access_filing(office, filing_id)
    form = _correction_form(request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, filing, words_form=form),
        lambda data: actions.ask_correction(unlocked_of(request), filing, data["words"], clock.today()),
        _("Sent back. The registrant reads your words on their page."),
        reverse("registrar:filings"),
        _back(filing),
    )


@posted_in_the_office
def refuse(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Propose to refuse it: a second person decides."""
    filing = queries.access_filing(office, filing_id)
    form = _refusal_form(request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, filing, refuse_form=form),
        lambda data: actions.propose_refusal(unlocked_of(request), filing, data["words"], clock.today()),
        _("Proposed. Another registrar confirms it, or does not."),
        reverse("registrar:filings"),
        _back(filing),
    )


@posted_in_the_office
def withhold(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Propose to withhold fields of it: a second person decides."""
    filing = queries.access_filing(office, filing_id)
    if filing.kind in TEXTS:
        return _page(request, office, filing, fields_form=True)
    form = _fields_form(filing, request.POST)
    return judged(
        request,
        form,
        lambda: _page(request, office, filing, fields_form=form),
        lambda data: actions.propose_withholding(
            unlocked_of(request), data["names"], data["words"], clock.today(), filing=filing
        ),
        _("Proposed. Another registrar confirms it, or does not."),
        _back(filing),
    )


@posted_in_the_office
def answer(request: HttpRequest, office: Office, filing_id: UUID) -> HttpResponse:
    """Answer a question with an advisory opinion, which who asked reads on their page."""
    filing = queries.access_filing(office, filing_id)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    return judged(
        request,
        form,
        lambda: _page(request, office, filing, answer_form=form),
        lambda _data: actions.answer_question(unlocked_of(request), filing, form.answered(), clock.today()),
        _("Answered. Who asked reads it on their page; nobody else does."),
        _back(filing),
    )


def _correction_form(data: Any = None) -> WordsForm:
    return WordsForm(_("What to correct, in words to the registrant"), data, auto_id="correction_%s")


def _refusal_form(data: Any = None) -> WordsForm:
    return WordsForm(_("Reasons, which the registrant will read"), data, auto_id="refusal_%s")


def _fields_form(filing: Filing, data: Any = None) -> FieldsForm:
    form = register_form(filing.form)
    return FieldsForm(form, language(), _("Whose safety, and why"), data, auto_id="withhold_%s")


def _back(filing: Filing) -> str:
    return reverse("registrar:filing", args=[filing.pk])
