# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a case, for the page above that shows several rooms; and the words for codes and languages.

`{% reply_form opened %}` draws one form, ready to post to this room.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safehold.desk.cases import adapters, forms
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import OpenedCase
from safehold.web.languages import tag_of
from safehold.web.references import reference_of

register = template.Library()
Part = dict[str, Any]


@register.filter
def day(value: date) -> str:
    """Return a day as the reader's language writes it, the same on every page."""
    return date_format(value, "DATE_FORMAT")


@register.filter
def reference(case_id: UUID) -> str:
    """Return a short name for a case that says nothing about it: good enough to say on the telephone."""
    return reference_of(case_id)


@register.filter
def language_tag(code: str) -> str:
    """Return what a `lang` attribute takes."""
    return tag_of(code)


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the reader's language."""
    return str(dict(settings.LANGUAGES).get(code, code))


@register.inclusion_tag("cases/parts/reply.html", takes_context=True)
def reply_form(context: RequestContext, opened: OpenedCase) -> Part:
    """Draw the answer form. A template is asked for in the page's address, or with what was typed already."""
    request = context["request"]
    asked = request.POST if request.method == "POST" else request.GET
    language = asked.get("language") or opened.reports[-1].document.language
    chosen = asked.get("template", "")
    reader = request.LANGUAGE_CODE
    templates = [(each.key, each.label(reader)) for each in adapters.load_reply_templates()]
    form = forms.ReplyForm.starting_from(
        chosen, language, asked.get("words", ""), asked.get("once", ""), auto_id="reply_%s"
    )
    return {"case": opened.row, "form": form, "templates": templates, "chosen": chosen}


@register.inclusion_tag("cases/parts/form.html")
def note_form(case: Case) -> Part:
    form = forms.NoteForm(auto_id="note_%s")
    return {"form": form, "case": case, "address": "cases:note", "action": _("Keep this note")}


@register.inclusion_tag("cases/parts/form.html")
def title_form(opened: OpenedCase) -> Part:
    form = forms.TitleForm(initial={"title": opened.title}, auto_id="title_%s")
    return {"form": form, "case": opened.row, "address": "cases:title", "action": _("Keep this title")}


@register.inclusion_tag("cases/parts/form.html")
def state_form(case: Case) -> Part:
    form = forms.StateForm(case, initial={"state": case.state}, auto_id="state_%s")
    return {"form": form, "case": case, "address": "cases:state", "action": _("Move it")}


@register.inclusion_tag("cases/parts/form.html")
def assign_form(case: Case) -> Part:
    form = forms.AssignForm(case, auto_id="assign_%s")
    return {"form": form, "case": case, "address": "cases:assign", "action": _("Give the case")}


@register.inclusion_tag("cases/parts/form.html")
def triage_form(case: Case) -> Part:
    form = forms.TriageForm(initial={"triage": case.triage}, auto_id="triage_%s")
    return {"form": form, "case": case, "address": "cases:triage", "action": _("Keep this choice")}
