# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the codes on the pages of actors, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from safehold.catalog.countries import country_name
from safehold.desk.actors import rules
from safehold.desk.actors.forms import ABOUTS, RELIABILITIES
from safehold.desk.actors.rules import Agreement, Sentence
from safehold.web.references import reference_of

register = template.Library()

VERDICTS: dict[str, tuple[Promise | str, str]] = {
    rules.MATCH: (gettext_lazy("The same"), "urgent"),
    rules.NOT_A_MATCH: (gettext_lazy("Somebody else"), ""),
    rules.UNSURE: (gettext_lazy("Not sure"), "warn"),
}
BANDS: dict[str, tuple[Promise | str, str]] = {
    rules.LIKELY: (gettext_lazy("Likely the same name"), "warn"),
    rules.POSSIBLE: (gettext_lazy("Perhaps the same name"), ""),
}
BIRTHS: dict[str, Promise | str] = {
    Agreement.SAME: gettext_lazy("What is known of their births can be the same."),
    Agreement.DIFFERENT: gettext_lazy("What is known of their births cannot be the same person."),
    Agreement.UNKNOWN: gettext_lazy("Of one of them, no birth is known."),
}


NOTES: dict[str, Promise | str] = {
    "alias": gettext_lazy("Also known as"),
    "weak": gettext_lazy("A weak alias"),
    "former": gettext_lazy("A former name"),
}


@register.filter
def note_label(code: str) -> str:
    """Return what a list says of a name."""
    return str(NOTES.get(code, code))


@register.filter
def in_words(sentence: Sentence) -> str:
    """Return a reason in the reader's language."""
    return sentence.in_language(get_language() or "en")


@register.filter
def about_label(code: str) -> str:
    return str(dict(ABOUTS).get(code, code))


@register.filter
def reliability_label(code: str) -> str:
    return str(dict(RELIABILITIES).get(code, code))


@register.inclusion_tag("components/tag.html")
def verdict_tag(code: str) -> dict[str, object]:
    """Draw what a person decided."""
    text, kind = VERDICTS.get(code, (code, ""))
    return {"text": text, "kind": kind}


@register.inclusion_tag("components/tag.html")
def band_tag(code: str) -> dict[str, object]:
    """Draw how well the names agree. A proposal, never a verdict."""
    text, kind = BANDS.get(code, (code, ""))
    return {"text": text, "kind": kind}


@register.filter
def births_label(code: str) -> str:
    return str(BIRTHS.get(code, ""))


@register.filter
def country_names(codes: Iterable[str]) -> str:
    """Return countries by name; what is no code stays as the list writes it."""
    language = get_language() or "en"
    return ", ".join(country_name(code.upper(), language) if len(code) == 2 else code for code in codes)


@register.filter
def stored_day(value: str) -> str:
    """Return a day that is kept as 2026-11-23 as the reader's language writes it."""
    return date_format(date.fromisoformat(value), "DATE_FORMAT") if value else ""


@register.filter
def percent(score: float) -> int:
    """Return a score as a whole number out of a hundred."""
    return round(score * 100)


@register.filter
def titled(titles: Mapping[UUID, str], case_id: UUID) -> str:
    """Return the title of a case; its reference where nobody can open it."""
    return titles.get(case_id) or reference_of(case_id)
