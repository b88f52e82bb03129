# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the codes on the pages of a family's file, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.reunification import load_reunification
from safehold.core.law import Span
from safehold.desk.families import words
from safehold.desk.families.rules import Contents

register = template.Library()

LISTS: dict[str, words.Words] = {
    "roles": words.ROLES,
    "relations": words.RELATIONS,
    "contacts": words.CONTACTS,
    "papers": words.PAPER_STATES,
    "obstacles": words.OBSTACLES,
    "events": words.EVENTS,
    "dates": words.DATES,
    "states": words.STATES,
    "ends": words.ENDS,
    "excluded": words.EXCLUDED,
}
TAGS = {
    "missed": "urgent",
    "met": "good",
    "have": "good",
    "sent": "good",
    "unsafe": "urgent",
    "yes": "urgent",
}


@register.filter
def family_word(code: object, kind: str) -> str:
    """Return the words of one of our codes."""
    text = str(getattr(code, "value", code))
    return str(LISTS[kind].get(text, text))


@register.filter
def cited(code: str) -> Any:
    """Return the catalogue's entry of a code; None where it has none."""
    return load_reunification().find(code)


@register.filter
def law_label(code: str) -> str:
    """Return the catalogue's words for a code: of a way, a fee, a deadline, a stage, a ground, a route."""
    read, language = load_reunification(), get_language() or "en"
    if code in words.BESIDE_THE_CATALOGUE:
        return str(words.BESIDE_THE_CATALOGUE[code])
    if found := read.find(code):
        return found.label(language)
    routes = {each.code: each for each in read.routes}
    return routes[code].label(language) if code in routes else code


@register.filter
def asked(code: str) -> str:
    """Return the words of a question that an answer hangs on; "needs:" names a day that is not known."""
    read, language = load_reunification(), get_language() or "en"
    if code.startswith("needs:"):
        name = code.removeprefix("needs:")
        what = words.DATES.get(name) or words.EVENTS.get(name) or (_("Born") if name == "born" else name)
        return _("Not known yet: %(what)s") % {"what": what}
    return read.question(code, language)


@register.filter
def criterion(code: str) -> str:
    """Return a criterion as it is asked."""
    language = get_language() or "en"
    for pathway in load_reunification().pathways:
        for each in pathway.criteria:
            if each.id == code:
                return each.asked(language)
    return _("Is it closed by the day of the application?") if code == "closed" else code


@register.filter
def span_of(when: Span | None) -> str:
    """Return a day; between two where it is not sure."""
    if when is None:
        return ""
    first = date_format(when.first, "DATE_FORMAT")
    if when.first == when.last:
        return first
    return _("between %(first)s and %(last)s") % {
        "first": first,
        "last": date_format(when.last, "DATE_FORMAT"),
    }


@register.simple_tag
def named(contents: Contents, id_: str) -> str:
    """Return what a person of the file is called."""
    found = contents.person(id_) if id_ else None
    return found.name if found else ""


@register.filter
def dollars(span: tuple[int, int]) -> str:
    """Return what is due, at least and at most."""
    least, most = span
    one = _("$%(amount)s")
    if least == most:
        return one % {"amount": least}
    return _("$%(least)s to $%(most)s") % {"least": least, "most": most}


@register.filter
def tag_kind(code: object) -> str:
    return TAGS.get(str(getattr(code, "value", code)), "")


@register.simple_tag
def advice_warning() -> str:
    """Return what the law says of advising for a fee, in the catalogue's words."""
    return load_reunification().meta.warned(get_language() or "en")


@register.filter
def answer_said(answer: bool | None) -> str:
    return _("Not known") if answer is None else _("Yes") if answer else _("No")


@register.simple_tag
def dollar_span(least: int, most: int) -> str:
    return dollars((least, most))


@register.filter
def missing_day(name: str) -> str:
    """Return which days a clock still needs, as a person says them: "a or b" are two names."""
    return " / ".join(asked(f"needs:{each}") for each in name.split(" or "))


@register.filter
def yes_no(known: object) -> str:
    """Return what the facts say, when they need not say anything."""
    return {"yes": _("Yes"), "no": _("No")}.get(str(known), _("Not known"))


@register.simple_tag
def evidence_of(items: Mapping[str, Any], id_: str) -> Any:
    """Return the item of the case that a paper points at; None for one that is gone."""
    return items.get(id_)
