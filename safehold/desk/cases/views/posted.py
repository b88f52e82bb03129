# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is posted from a case page. The page itself stands in the room above: home."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from safehold.desk.cases import actions, forms, queries
from safehold.desk.cases.errors import (
    ContactNotAgreed,
    ContactWithdrawn,
    MailboxClosed,
    NothingToAnswer,
    ReplyRefused,
)
from safehold.desk.cases.models import Case
from safehold.desk.cases.permissions import posted_to_case
from safehold.desk.cases.views.answers import ask_again, back_to
from safehold.desk.members.permissions import member_of
from safehold.desk.vault.permissions import unlocked_of
from safehold.web import clock


@posted_to_case
def reply(request: HttpRequest, case: Case) -> HttpResponse:
    form = forms.ReplyForm(request.POST, reports=queries.list_answerable(case))
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
                report_id=form.report_id(),
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
    if isinstance(refusal, NothingToAnswer):
        return _("Nobody sent a report in this case, so there is no mailbox. Your answer was not sent.")
    return _("Your answer was not sent.")
