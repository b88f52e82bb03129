# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Closing a mailbox: first say exactly what goes and what may stay elsewhere, then do it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safehold.public.reporting import actions
from safehold.public.reporting.adapters import limit
from safehold.public.reporting.forms import CloseForm
from safehold.public.reporting.views.dialogue import Returned, posted_with
from safehold.web import clock


@posted_with(CloseForm)
def close(request: HttpRequest, returned: Returned) -> HttpResponse:
    """Ask once, then destroy what lies here."""
    mailbox = returned.mailbox
    if not returned.form.cleaned_data["confirmed"]:
        context = {"code": returned.receipt.digits, "backup_days": limit("BACKUP_KEEP_DAYS")}
        return render(request, "reporting/close.html", context)
    try:
        actions.close_mailbox(mailbox, clock.today())
    except (DatabaseError, OSError):
        return returned.show_dialogue(request, 503, failed=True)
    return render(request, "reporting/closed.html")
