# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing a mailbox: first say exactly what goes and what may stay elsewhere, then do it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehold.public.reporting import actions
from safehold.public.reporting.forms import CloseForm
from safehold.public.reporting.views.dialogue import ask_again, open_carried, show_dialogue
from safehold.public.reporting.views.posting import posted_from
from safehold.web import clock


@posted_from("return")
def close(request: HttpRequest, language: str) -> HttpResponse:
    """Ask once, then destroy what lies here."""
    form = CloseForm(request.POST)
    found = open_carried(form)
    if found is None:
        return ask_again(request, form)
    mailbox, receipt = found
    if not form.cleaned_data.get("confirmed"):
        return render(request, "reporting/close.html", {"code": receipt.digits, "mailbox": mailbox})
    try:
        actions.close_mailbox(mailbox, clock.today())
    except (DatabaseError, OSError):
        return show_dialogue(request, language, mailbox, receipt, 503, failed=True)
    return render(request, "reporting/closed.html")
