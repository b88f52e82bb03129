# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody follows, in words: a name, or what a search looks for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safehold.catalog.countries import country_name, is_country
from safehold.catalog.register_forms import register_form
from safehold.public.register import queries
from safehold.public.register.forms.searching import FORM
from safehold.public.register.queries import Asked, Book
from safehold.public.register.queries.alerts import Wanted
from safehold.public.register.views.presenting import STATES

CODES = {"kind": "principal_kind", "activity": "activities", "level": "levels"}


def words_of(book: Book | None, wanted: Wanted, language: str) -> str:
    """Return what an alert is about. Without the log, nobody's name is known."""
    if wanted.entity:
        names = queries.list_names(book, [wanted.entity]) if book else {}
        return names.get(wanted.entity) or _("Name withheld")
    return " · ".join(_parts(wanted.asked, language)) or _("Everything that is new on the register")


def _parts(asked: Asked, language: str) -> list[str]:
    words = asked.words.strip()
    parts = [f"“{words}”"] if words else []
    for name, value in asked.qualities.items():
        if name == "country":
            parts.append(country_name(value, language) if is_country(value) else value)
        elif name == "state":
            parts.append(str(STATES.get(value, value)))
        else:
            parts.append(register_form(FORM).codes_of(CODES[name]).label(value, language))
    return parts
