# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a task, for the page above that shows it beside its case.

`{% postpone_form task %}` draws one form, ready to post to this room and to lead back.
"""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.utils.translation import gettext as _

from safehold.desk.tasks import forms
from safehold.desk.tasks.models import Task

register = template.Library()
Part = dict[str, Any]


@register.inclusion_tag("tasks/parts/form.html", takes_context=True)
def postpone_form(context: RequestContext, task: Task) -> Part:
    form = forms.PostponeForm(initial={"due_on": task.due_on}, auto_id="postpone_%s")
    return _part(context, task, form, "tasks:postpone", _("Keep this day"))


@register.inclusion_tag("tasks/parts/form.html", takes_context=True)
def give_form(context: RequestContext, task: Task) -> Part:
    holder = str(task.holder.pk) if task.holder else ""
    form = forms.GiveForm(task.organisation_id, initial={"member": holder}, auto_id="give_%s")
    return _part(context, task, form, "tasks:give", _("Give the task"))


def _part(context: RequestContext, task: Task, form: Any, address: str, action: str) -> Part:
    """Return what a form needs; the token and the way back are of the page around it."""
    request = context["request"]
    around = {"csrf_token": context.get("csrf_token"), "back": request.get_full_path()}
    return around | {"task": task, "form": form, "address": address, "action": action}
