# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What details of custody say in words, on a page and in the index of a bag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.evidence.rules import Given

GIVEN: dict[str, Any] = {
    Given.COPY: _("a copy of it, until the sharing ends"),
    Given.NAMED: _("its name, size and SHA-256 alone"),
    Given.MOVED: _("with its whole case"),
}
FIELDS: dict[str, Any] = {
    "words": _("What it is"),
    "provenance": _("Where it comes from"),
    "recorded": _("If it is a recording: who recorded it?"),
    "collector": _("Who collected it"),
    "tool": _("With what"),
    "source_address": _("Where it was found"),
    "captured_at": _("When it was taken or captured"),
    "language": _("Language"),
    "reliability": _("How reliable the source is"),
    "sensitivity": _("How sensitive it is"),
    "authenticity": _("Whether it is genuine"),
    "retain_until": _("Keep it at least until"),
}
"""The fields of a description, as people call them."""


def say_given(what: Mapping[str, Any]) -> str:
    """Return who got an item, and how much of it where that was not the file itself."""
    how = GIVEN.get(str(what.get("how", "")))
    to = str(what.get("to", ""))
    return f"{to}: {how}" if how else to


def name_fields(names: Iterable[str]) -> str:
    """Return the names of fields of a description, as people call them."""
    return ", ".join(str(FIELDS[name]) for name in names if name in FIELDS)
