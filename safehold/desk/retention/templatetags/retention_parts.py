# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for classes and kinds on the pages of keeping."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.retention import load_retention
from safehold.desk.retention import kinds
from safehold.desk.retention.models import Reason

register = template.Library()


@register.filter
def class_label(code: str) -> str:
    """Return what a class is, in the reader's language."""
    if code == "now":
        return _("A case that a lead ended")
    kept = load_retention().find(code)
    return kept.label(get_language() or "en") if kept else code


@register.filter
def kind_words(kind: str) -> str:
    """Return what a kind of row is."""
    return kinds.words_of(kind)


@register.filter
def reason_label(code: str) -> str:
    return str(Reason(code).label) if code in Reason.values else code


@register.filter
def iso_day(text: str) -> str:
    """Return a day of a certificate as the reader's language writes it; "" stays ""."""
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else ""
