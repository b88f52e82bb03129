# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words for the codes on the page of a dossier, in the reader's language."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from safehold.catalog.provisions import load_provisions
from safehold.desk.consent.rules import PUBLISH, SANCTIONS, SHARE_AUTHORITIES
from safehold.desk.dossiers.papers import load_texts

register = template.Library()

USES: dict[str, Promise | str] = {
    SANCTIONS: gettext_lazy("stand in this file"),
    SHARE_AUTHORITIES: gettext_lazy("be asked by the office"),
    PUBLISH: gettext_lazy("be made public"),
}


def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = load_texts()["fr" if get_language() == "fr" else "en"]
    return found


@register.filter
def element_said(id_: str) -> str:
    return load_provisions().element(id_).said(get_language() or "en")


@register.filter
def dossier_word(code: object, kind: str) -> str:
    """Return the words of a code as they stand in the papers: kind is one of texts.yaml's lists."""
    return str(_texts()[kind][str(getattr(code, "value", code))])


@register.simple_tag
def place_warning() -> str:
    return str(_texts()["place"])


@register.filter
def use_label(code: str) -> str:
    return str(USES.get(code, code))
