# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Coming back with a code: reading answers, answering, adding files, taking consents back or giving more.

The receipt travels in a hidden field from page to page and is never in an address. Each page answers the POST
itself.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from safehold.core.receipts import Receipt
from safehold.public.reporting import actions, queries
from safehold.public.reporting.errors import DeskNotOpen, ReceiptUnknown
from safehold.public.reporting.forms import AnswerForm, CodeForm, GrantForm, WithdrawForm
from safehold.public.reporting.forms.choices import PURPOSES
from safehold.public.reporting.forms.dialogue import CarriedForm
from safehold.public.reporting.models import Envelope, Mailbox
from safehold.public.reporting.views.posting import posted_from, stops_at_tampering
from safehold.public.reporting.views.writing import UNPROCESSABLE
from safehold.web import clock


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@stops_at_tampering
def come_back(request: HttpRequest, language: str) -> HttpResponse:
    """Ask for the code; with a code that leads somewhere, show the dialogue."""
    if request.method != "POST":
        return render(request, "reporting/return.html", {"form": CodeForm()})
    form = CodeForm(request.POST)
    if not form.is_valid():
        return ask_again(request, form)
    try:
        mailbox = queries.access_mailbox(form.cleaned_data["code"])
    except ReceiptUnknown:
        return unknown(request)
    last_used_on = mailbox.last_used_on
    with suppress(DatabaseError):
        actions.note_use(mailbox, clock.today())
    return show_dialogue(
        request, language, mailbox, form.cleaned_data["code"], entered=True, last_used_on=last_used_on
    )


@dataclass(frozen=True)
class Returned:
    """Somebody who came back: what their form carried, and the mailbox that its receipt opened."""

    language: str
    mailbox: Mailbox
    receipt: Receipt = field(repr=False)
    form: CarriedForm = field(repr=False)

    def show_dialogue(self, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
        return show_dialogue(request, self.language, self.mailbox, self.receipt, status, **context)


def posted_with(
    form_class: type[CarriedForm], shown_as: str = ""
) -> Callable[[Callable[[HttpRequest, Returned], HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view answer a form of the dialogue; ask for the code again where its receipt leads nowhere.

    shown_as: the name under which the page shows this form again when something in it is wrong.
    """

    def decorate(view: Callable[[HttpRequest, Returned], HttpResponse]) -> Callable[..., HttpResponse]:
        @posted_from("return")
        @wraps(view)
        def answer(request: HttpRequest, language: str) -> HttpResponse:
            form = form_class(request.POST)
            found = open_carried(form)
            if found is None:
                return ask_again(request, form)
            returned = Returned(language, *found, form)
            if not form.is_valid():
                kept = {shown_as: form} if shown_as else {}
                return returned.show_dialogue(request, UNPROCESSABLE, **kept)
            return view(request, returned)

        return answer

    return decorate


@posted_with(AnswerForm, "answer_form")
def answer(request: HttpRequest, returned: Returned) -> HttpResponse:
    """Send a message to the desk; twice the same form is one message."""
    return _add(request, returned, Envelope.Kind.ANSWER)


@posted_with(GrantForm, "grant_form")
def grant(request: HttpRequest, returned: Returned) -> HttpResponse:
    """Agree to something more: signed by the receipt's key, applied by a person at the desk."""
    return _add(request, returned, Envelope.Kind.GRANT)


@posted_with(WithdrawForm)
def withdraw(request: HttpRequest, returned: Returned) -> HttpResponse:
    """Take one consent back."""
    try:
        actions.withdraw(returned.mailbox, returned.form.cleaned_data["purpose"], clock.today())
    except (DatabaseError, OSError):
        return returned.show_dialogue(request, 503, failed=True)
    return returned.show_dialogue(request, done="withdrawn")


@posted_with(CarriedForm)
def more_files(request: HttpRequest, returned: Returned) -> HttpResponse:
    """Make a fresh address for files and show its page."""
    try:
        capability = actions.begin_upload(returned.mailbox, returned.receipt, clock.today())
    except (DatabaseError, OSError):
        return returned.show_dialogue(request, 503, failed=True)
    context = {"capability": capability.text, "count": queries.count_files(returned.mailbox)}
    return render(request, "reporting/files.html", context)


def _add(request: HttpRequest, returned: Returned, kind: Envelope.Kind) -> HttpResponse:
    typed = returned.form.cleaned_data
    try:
        new = actions.add_message(
            returned.mailbox,
            returned.receipt,
            kind=kind,
            words=typed.get("words", ""),
            consents=typed.get("consents", ()),
            nonce=typed["nonce"],
            coalition=queries.load_coalition(),
            on=clock.today(),
        )
    except (DatabaseError, OSError, DeskNotOpen):
        return returned.show_dialogue(request, 503, failed=True, **{f"{kind}_form": returned.form})
    return returned.show_dialogue(request, done=str(kind) if new else "again")


def open_carried(form: CarriedForm | CodeForm) -> tuple[Mailbox, Receipt] | None:
    """The mailbox of the receipt that a form carries; None when it leads nowhere."""
    form.full_clean()
    receipt = form.cleaned_data.get("code")
    if receipt is None:
        return None
    mailbox = queries.find_mailbox(receipt)
    return (mailbox, receipt) if mailbox else None


def ask_again(request: HttpRequest, form: CodeForm | CarriedForm) -> HttpResponse:
    """Ask for the code again: mistyped, or leading nowhere."""
    if "code" not in form.errors:
        return unknown(request)
    asked = form if isinstance(form, CodeForm) else CodeForm(form.data)
    return render(request, "reporting/return.html", {"form": asked}, status=UNPROCESSABLE)


def unknown(request: HttpRequest) -> HttpResponse:
    asked = CodeForm(initial={"code": request.POST.get("code", "")})
    return render(request, "reporting/return.html", {"form": asked, "unknown": True}, status=404)


def show_dialogue(
    request: HttpRequest, language: str, mailbox: Mailbox, receipt: Receipt, status: int = 200, **context: Any
) -> HttpResponse:
    coalition, desk = None, None
    with suppress(DeskNotOpen):
        coalition = queries.load_coalition()
        desk = coalition.find(mailbox.organisation_id)
    withdrawn = queries.list_withdrawn(mailbox)
    answers = queries.read_replies(mailbox, receipt, desk, coalition)
    context = {
        "answers": answers,
        "answer_form": AnswerForm.blank(receipt),
        "grant_form": GrantForm.blank(receipt),
        "code": receipt.digits,
        "handed_to": _handed_to(answers, language),
        "desk": desk.name_in(language) if desk else "",
        "mailbox": mailbox,
        "purposes": [(code, label, withdrawn.get(code)) for code, label in PURPOSES],
        **context,
    }
    return render(request, "reporting/dialogue.html", context, status=status)


def _handed_to(answers: queries.Answers, language: str) -> str:
    """Return whose answer the newest one is, when it is not of the desk that was written to."""
    newest = answers.checked[-1] if answers.checked else None
    return newest.written_by.name_in(language) if newest and newest.written_by else ""
