# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices of violation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safehold.desk.audit import actions as audit
from safehold.desk.registrar import actions, papers, queries
from safehold.desk.registrar.errors import NoticeUnknown
from safehold.desk.registrar.forms import DecisionForm, NoticeForm, WordsForm
from safehold.desk.registrar.models import Notice, Office
from safehold.desk.registrar.permissions import in_the_office, posted_in_the_office, shown_in_the_office
from safehold.desk.registrar.rules.scheme import is_over
from safehold.desk.registrar.views.answers import judged, try_to
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock
from safehold.web.printing import PrintingFailed
from safehold.web.references import read_id


@shown_in_the_office
def list_notices(request: HttpRequest, office: Office) -> HttpResponse:
    """Show which run, and until when."""
    on = clock.today()
    rows = [(row, is_over(row.answer_by, on)) for row in queries.list_notices(office)]
    return render(request, "registrar/notices.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@in_the_office
def new(request: HttpRequest, office: Office) -> HttpResponse:  # noqa: ARG001
    """Propose to serve a notice: a second person decides."""
    entry = queries.find_entry(read_id(request.GET.get("entry", "")))
    name = queries.name_entries([entry]).get(entry.pk, "") if entry else ""
    form = NoticeForm(request.POST or None, initial={"name": name})
    if request.method == "POST" and form.is_valid():
        return try_to(
            request,
            lambda: actions.propose_notice(unlocked_of(request), form.violation(), clock.today(), entry),
            _("Proposed. Another registrar confirms it, or does not."),
            reverse("registrar:filings"),
        )
    status = 422 if request.method == "POST" else 200
    return render(request, "registrar/new_notice.html", {"form": form, "entry": entry}, status=status)


@shown_in_the_office
def show(request: HttpRequest, office: Office, notice_id: UUID) -> HttpResponse:
    return _page(request, office, queries.access_notice(office, notice_id))


def _page(request: HttpRequest, office: Office, notice: Notice, **bound: Any) -> HttpResponse:
    document = queries.open_notice(queries.open_key(unlocked_of(request), office), notice)
    is_waiting = notice.state == Notice.State.SERVED and not notice.paid_on
    over = is_over(notice.answer_by, clock.today())
    context = {
        "notice": notice,
        "document": document,
        "is_over": over,
        "may_decide": notice.decided_on is None and not (is_waiting and not over),
        "words_form": bound.get("words_form")
        or WordsForm(_("What they answer, word for word"), auto_id="represent_%s"),
        "decision_form": bound.get("decision_form") or DecisionForm(auto_id="decide_%s"),
    }
    return render(request, "registrar/notice.html", context, status=422 if bound else 200)


@posted_in_the_office
def represent(request: HttpRequest, office: Office, notice_id: UUID) -> HttpResponse:
    """Write down their representations."""
    notice = queries.access_notice(office, notice_id)
    form = WordsForm(_("What they answer, word for word"), request.POST, auto_id="represent_%s")
    return judged(
        request,
        form,
        lambda: _page(request, office, notice, words_form=form),
        lambda data: actions.record_representations(
            unlocked_of(request), notice, data["words"], clock.today()
        ),
        _("Written down. Nobody outside the office sees it before a decision."),
        reverse("registrar:notice", args=[notice.pk]),
    )


@posted_in_the_office
def paid(request: HttpRequest, office: Office, notice_id: UUID) -> HttpResponse:
    """Write down that they paid."""
    notice = queries.access_notice(office, notice_id)
    return try_to(
        request,
        lambda: actions.record_payment(unlocked_of(request), notice, clock.today()),
        _("Written down. Now propose the decision, so that it is published."),
        reverse("registrar:notice", args=[notice.pk]),
    )


@posted_in_the_office
def decide(request: HttpRequest, office: Office, notice_id: UUID) -> HttpResponse:
    """Propose a decision: a second person confirms it."""
    notice = queries.access_notice(office, notice_id)
    form = DecisionForm(request.POST, auto_id="decide_%s")
    return judged(
        request,
        form,
        lambda: _page(request, office, notice, decision_form=form),
        lambda _data: actions.propose_decision(unlocked_of(request), notice, form.decision(), clock.today()),
        _("Proposed. Another registrar confirms it, or does not."),
        reverse("registrar:notice", args=[notice.pk]),
    )


@shown_in_the_office
def paper(request: HttpRequest, office: Office, notice_id: UUID, language: str) -> HttpResponse:
    """Give the notice, or the notice of its decision, for paper, in one of the two official languages."""
    notice = queries.access_notice(office, notice_id)
    if language not in papers.LANGUAGES:
        raise NoticeUnknown
    document = queries.open_notice(queries.open_key(unlocked_of(request), office), notice)
    content = papers.put_into_words(notice, document, office, language)
    try:
        drawn = papers.print_notice(content, clock.today())
    except PrintingFailed:
        messages.error(
            request, _("The notice could not be drawn: a font for its script may be missing here.")
        )
        return HttpResponseRedirect(reverse("registrar:notice", args=[notice.pk]))
    audit.record(office.organisation_id, "notice.printed", unlocked_of(request).member.pk, clock.today())
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="notice-{notice.leaf_id}-{language}.pdf"',
            "Cache-Control": "no-store",
        },
    )
