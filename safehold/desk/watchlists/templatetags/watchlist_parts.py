# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the pages of the lists call fields, notes and oddities."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.formats import date_format

from safehold.desk.watchlists.words import FIELDS, KINDS, LANGUAGES, NOTES, ODDITIES, WHATS

register = template.Library()


@register.filter
def day(value: date) -> str:
    """Return a day as the reader's language writes it, the same on every page."""
    return date_format(value, "DATE_FORMAT")


@register.filter
def field_label(code: str) -> str:
    return str(FIELDS.get(code, code))


@register.filter
def kind_of_party(code: str) -> str:
    return str(KINDS.get(code, code))


@register.filter
def note_label(code: str) -> str:
    return str(NOTES.get(code, code))


@register.filter
def text_language(code: str) -> str:
    return str(LANGUAGES.get(code, code))


@register.filter
def oddity_label(code: str) -> str:
    return str(ODDITIES.get(code, code))


@register.filter
def what_label(code: str) -> str:
    return str(WHATS.get(code, code))
