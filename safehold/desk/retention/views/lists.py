# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is due and what is held, for a lead; and confirming a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from safehold.desk.members.permissions import member_of, requires_role
from safehold.desk.retention import actions, queries
from safehold.desk.retention.forms import ConfirmForm
from safehold.desk.retention.models import Due
from safehold.desk.retention.rules import ends_by_itself_on
from safehold.desk.retention.views.answers import explain
from safehold.desk.vault.permissions import admitted_required, unlocked_of, unlocked_required
from safehold.web import clock
from safehold.web.references import reference_of


@requires_role("lead")
@admitted_required
@require_safe
def show_due(request: HttpRequest) -> HttpResponse:
    """Show what is due, by reference alone: nothing here is sealed."""
    return _list(request)


def _list(request: HttpRequest, form: ConfirmForm | None = None) -> HttpResponse:
    member = member_of(request)
    policy = queries.read_rules(member.organisation_id)
    rows = queries.list_due(member)
    context = {
        "lines": [(row, _by_itself_on(row, policy)) for row in rows],
        "held": queries.list_held(member),
        "policy": policy,
        "form": form,
    }
    return render(request, "retention/list.html", context, status=422 if form else 200)


def _by_itself_on(row: Due, policy: queries.Rules) -> object:
    if not policy.is_by_itself or row.kind == queries.UNOPENED:
        return None
    return ends_by_itself_on(row.noted_on, policy.changed_on, policy.grace_days)


@requires_role("lead")
@require_POST
@unlocked_required
def end_due(request: HttpRequest) -> HttpResponse:
    """Show what would end of what was chosen; end it when the number was typed."""
    member, on = member_of(request), clock.today()
    rows = queries.list_due(member)
    form = ConfirmForm(rows, request.POST, auto_id="end_%s")
    if not form.is_valid() and "due" in form.errors:
        return _list(request, form)
    if "sure" in request.POST and form.is_sure():
        ended, kept = actions.destroy_due(unlocked_of(request), form.chosen, on)
        if ended:
            text = ngettext("%(n)d ended. Nothing opens it any more.", "%(n)d ended.", len(ended))
            messages.success(request, text % {"n": len(ended)})
        for due, refusal in kept:
            line = _("%(reference)s is still here. %(why)s")
            messages.error(
                request, line % {"reference": reference_of(due.subject_id), "why": explain(refusal)}
            )
        return HttpResponseRedirect(reverse("retention:ended" if ended else "retention:list"))
    chosen = set(form.chosen)
    context = {
        "form": form,
        "chosen": [row for row in rows if row.id in chosen],
        "backups_end": queries.find_backups_end(on),
    }
    return render(request, "retention/confirm.html", context, status=422 if "sure" in request.POST else 200)
