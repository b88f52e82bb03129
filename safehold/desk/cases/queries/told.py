# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person told us beside their words, in the reader's language: labels ours, text theirs. Empty answers are left
out."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.errors import CatalogError
from safehold.catalog.help_wanted import load_help_wanted
from safehold.catalog.tactics import load_tactics


class Told(NamedTuple):
    """One answer: its label, then either their own text or the choices they ticked."""

    label: str
    text: str
    choices: list[str]


def list_told(fields: Mapping[str, Any]) -> list[Told]:
    """Return the answers of a report, or of an addition that came as a whole form, in the form's order."""
    told = [
        Told(_("Reporting"), "", _reporting(fields)),
        Told(_("Sent as urgent"), "", _urgent(fields)),
        Told(_("When"), _text(fields, "when"), []),
        Told(_("Where"), _text(fields, "where"), []),
        Told(_("What it may be"), "", _labels(_codes(fields, "tactics"), name_tactic)),
        Told(_("Who did it"), _text(fields, "who_did_it"), []),
        Told(_("Who was targeted"), _text(fields, "who_was_targeted"), []),
        Told(
            _("Help wanted"), _text(fields, "help_words"), _labels(_codes(fields, "help_wanted"), name_help)
        ),
    ]
    return [each for each in told if each.text.strip() or each.choices]


def list_safety(fields: Mapping[str, Any]) -> list[Told]:
    """Return what keeps people safe: how and when to reach them, and whom it may hurt."""
    safety = [
        Told(_("Safe ways to reach them"), _text(fields, "safe_contact"), []),
        Told(_("Safe times"), _text(fields, "safe_times"), []),
        Told(_("Relatives at risk"), _text(fields, "relatives_at_risk"), []),
    ]
    return [each for each in safety if each.text.strip()]


def _urgent(fields: Mapping[str, Any]) -> list[str]:
    """What the form made urgent stays in sight, whatever the case is set to later."""
    return [_("Somebody may be hurt soon, or what they ticked is always urgent")] * (
        fields.get("urgent") is True
    )


def _text(fields: Mapping[str, Any], name: str) -> str:
    """Return a text; what somebody put there who did not use our form is left out, and breaks no page."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _codes(fields: Mapping[str, Any], name: str) -> list[str]:
    value = fields.get(name)
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def _reporting(fields: Mapping[str, Any]) -> list[str]:
    words = {
        "self": _("For themself"),
        "other": _("For someone else"),
        "group": _("For a group or organisation"),
    }
    for_whom = words.get(_text(fields, "reporting_for"), "")
    size = _text(fields, "group_size")
    return [each for each in (for_whom, _("%(size)s people") % {"size": size} if size else "") if each]


def _labels(codes: list[str], label: Callable[[str, str], str]) -> list[str]:
    language = get_language() or "en"
    return [label(code, language) for code in codes]


def name_tactic(code: str, language: str) -> str:
    """Return a tactic in words; one that is not in the catalogue as its code."""
    try:
        return load_tactics().label(code, language)
    except CatalogError:
        return code


def name_help(code: str, language: str) -> str:
    """The same for a kind of help."""
    try:
        return load_help_wanted().choice(code).label(language)
    except CatalogError:
        return code
