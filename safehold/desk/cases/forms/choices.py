# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be chosen from the catalogue, in the reader's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.events import load_events
from safehold.catalog.tactics import load_tactics

Choices = list[tuple[str, str]]


def list_tactics() -> list[tuple[str, Choices]]:
    """Return the tactics by family."""
    language = reader_language()
    return [
        (family.label(language), [(tactic.code, tactic.label(language)) for tactic in family.tactics])
        for family in load_tactics().families
    ]


def list_methods() -> Choices:
    return [("", _("Not known")), *((m.code, m.label(reader_language())) for m in load_events().methods)]


def list_attributions() -> Choices:
    """Return how well it is supported who did it, from nothing to confirmed."""
    levels = load_tactics().attribution_level
    return [(level.code, f"{level.code} · {level.label(reader_language())}") for level in levels]


def list_actor_types() -> Choices:
    """Return the kinds of actors; the first is that nobody knows."""
    kinds = [(kind.code, kind.label(reader_language())) for kind in load_tactics().actor_type]
    return sorted(kinds, key=lambda kind: kind[0] != "UNKN")


def reader_language() -> str:
    return get_language() or "en"
