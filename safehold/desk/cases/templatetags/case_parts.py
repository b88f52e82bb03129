# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of a case, for the page above that shows several rooms; and the words for codes and languages.

`{% reply_form opened %}` draws one form, ready to post to this room.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from babel import Locale
from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.events import load_events
from safehold.catalog.labels import CodedLabel
from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import adapters, case_pages, forms, queries
from safehold.desk.cases.forms.people import NAME_KINDS
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import OpenedCase, OpenedIncident
from safehold.desk.members.permissions import member_of
from safehold.desk.parties.queries import OpenedParty
from safehold.web.languages import tag_of
from safehold.web.references import reference_of

READ_TOGETHER = ("home:", "cases:", "actors:", "families:", "support:", "referrals:", "sharing:", "evidence:")
"""Rooms whose pages show a case with those that are read in it."""

register = template.Library()
Part = dict[str, Any]


@register.filter
def day(value: date) -> str:
    """Return a day as the reader's language writes it, the same on every page."""
    return date_format(value, "DATE_FORMAT")


@register.filter
def catalogue_day(value: str) -> str:
    """Return a day, a month or a year of the catalogue as the reader's language writes it."""
    parts = value.count("-")
    if not parts:
        return value
    first = date.fromisoformat(value if parts == 2 else f"{value}-01")
    return date_format(first, "DATE_FORMAT" if parts == 2 else "YEAR_MONTH_FORMAT")


@register.simple_tag
def read_here_from(case: Case, case_id: UUID) -> str:
    """Return a label for what stands in another case that is read in this one; nothing for what is its own."""
    if case_id == case.id:
        return ""
    words = _("from case %(reference)s") % {"reference": reference_of(case_id)}
    return format_html(' <span class="tag">{}</span>', words)


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


@register.filter
def named(names: Mapping[UUID, str], party_id: UUID) -> str:
    """Return what to call a party by its id; one that was removed since has no name."""
    return names.get(party_id, _("somebody who was removed"))


@register.filter
def name_kind(code: str) -> str:
    """Return what sort of name it is."""
    return str(dict(NAME_KINDS).get(code, code))


@register.filter
def script_name(code: str) -> str:
    """Return the name of a script in the reader's language; its ISO 15924 code where we know none."""
    names = Locale.parse(get_language() or "en", sep="-").scripts
    return str(names.get(code, code))


@register.simple_tag
def members_of(party: OpenedParty, names: Mapping[UUID, str]) -> list[str]:
    """Return the names of those who were said to be members of a group."""
    members = [each for each in party.relations if each.kind == "member" and each.object_id == party.id]
    return [named(names, each.subject_id) for each in members]


@register.filter
def tactic(code: str) -> str:
    """Return a tactic in the reader's language."""
    return load_tactics().label(code, get_language() or "en")


@register.filter
def method(code: str) -> str:
    """Return how an act was done in the reader's language."""
    return load_events().method_label(code, get_language() or "en")


@register.filter
def attribution(code: str) -> str:
    """Return how well it is supported who did it, in the reader's language."""
    return _label(load_tactics().attribution_level, code)


@register.filter
def actor_type(code: str) -> str:
    """Return a kind of actor in the reader's language."""
    return _label(load_tactics().actor_type, code)


def _label(known: Iterable[CodedLabel], code: str) -> str:
    return next((each.label(get_language() or "en") for each in known if each.code == code), code)


@register.filter
def spoken_when(incident: OpenedIncident) -> str:
    """Return when something happened: as it was written, or that nobody knows."""
    return incident.when_words or _("Nobody knows when")


@register.filter
def days_meant(incident: OpenedIncident) -> str:
    """Return the days that it can mean, where that is more than what was written."""
    earliest, latest = incident.row.when_earliest, incident.row.when_latest
    if earliest and latest and earliest != latest:
        return _("%(first)s to %(last)s") % {"first": day(earliest), "last": day(latest)}
    either = earliest or latest
    return day(either) if either and day(either) != incident.when_words else ""


@register.inclusion_tag("cases/parts/case_head.html", takes_context=True)
def case_head(context: RequestContext, case: Case, title: str) -> Part:
    """Draw what stands on top of every page of a case: whose it is, and the way to its other pages."""
    request = context["request"]
    pages = [
        (page.label, reverse(page.url_name, args=[case.id]))
        for page in case_pages.list_pages_for(member_of(request))
    ]
    here = _page_over(request.path, [url for _label, url in pages])
    nav = [{"label": label, "url": url, "current": url == here} for label, url in pages]
    merged = [] if case.merged_into_id else queries.list_family(case)[1:]
    return {
        "case": case,
        "title": title,
        "pages": nav,
        "is_below": request.path != here,
        "merged": merged,
        "member": member_of(request),
    }


def _page_over(path: str, urls: list[str]) -> str:
    """Return the page of a case that this path is, or lies below; the longest, for the case itself is above all."""
    return max((url for url in urls if f"{path}/".startswith(f"{url.rstrip('/')}/")), key=len, default="")


@register.simple_tag(takes_context=True)
def pages_of_its_own(context: RequestContext, case: Case) -> list[dict[str, Any]]:
    """Return the pages that show only their own case's rows, also while it is read in another."""
    pages = case_pages.list_pages_for(member_of(context["request"]))
    return [
        {"label": page.label, "url": reverse(page.url_name, args=[case.id])}
        for page in pages
        if not page.url_name.startswith(READ_TOGETHER)
    ]


@register.simple_tag
def party_pages(case: Case, party: OpenedParty) -> list[dict[str, Any]]:
    """Return what rooms above do with a party of a case."""
    return [
        {"label": page.label, "url": reverse(page.url_name, args=[case.id, party.id])}
        for page in case_pages.list_party_pages(party.roles)
    ]


@register.inclusion_tag("cases/parts/reply.html", takes_context=True)
def reply_form(context: RequestContext, opened: OpenedCase) -> Part:
    """Draw the answer form. A template is asked for in the page's address, or with what was typed already."""
    request = context["request"]
    asked = request.POST if request.method == "POST" else request.GET
    reports = opened.reports
    language = asked.get("language") or (reports[-1].document.language if reports else request.LANGUAGE_CODE)
    chosen = asked.get("template", "")
    reader = request.LANGUAGE_CODE
    templates = [(each.key, each.label(reader)) for each in adapters.load_reply_templates()]
    form = forms.ReplyForm.starting_from(
        chosen,
        language,
        asked.get("words", ""),
        asked.get("once", ""),
        auto_id="reply_%s",
        reports=queries.list_answerable(opened.row),
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
