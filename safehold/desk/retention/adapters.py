# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws a certificate for paper. Nothing is written to a disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safehold.catalog.retention import load_retention
from safehold.desk.retention import kinds
from safehold.desk.retention.models import Reason
from safehold.web.printing import print_pdf

TEMPLATE = Path(__file__).parent / "certificate.typ"


def print_certificate(content: Mapping[str, Any], on: date) -> bytes:
    """Return a certificate as a PDF. Raises FontMissing or PrintingFailed."""
    return print_pdf(TEMPLATE, content, on)


def put_into_words(said: Mapping[str, Any], organisation: str, by: str) -> dict[str, Any]:
    """Return what the template draws, in the reader's language."""
    language = get_language() or "en"
    kept = load_retention().find(said["kind"])
    facts = [
        (_("Organisation"), organisation),
        (_("Reference"), ", ".join(said["references"])),
        (_("Opened"), _day(said["opened_on"])),
        (_("Closed"), _day(said["closed_on"])),
        (_("What it was"), kept.label(language) if kept else _("A case that a lead ended")),
        (_("Why it ended"), str(Reason(said["reason"]).label)),
        (_("Destroyed"), _day(said["destroyed_on"])),
        (_("By"), by or _("The software, after the days of grace")),
    ]
    return {
        "language": language if language in ("en", "fr") else "en",
        "title": _("Certificate of destruction"),
        "page": _("Page"),
        "facts": [[name, value] for name, value in facts if value],
        "gone": _("What was destroyed"),
        "counts": [[kinds.words_of(kind), str(count)] for kind, count in said["counts"].items()],
        "how": _(
            "The keys were deleted from every vault, and every row that they opened from the database. What was "
            "sealed under them opens with nothing that is kept."
        ),
        "stays": _("What stays"),
        "staying": [
            _("This certificate, and the line that something ended."),
            _("The record of who read and did what: ids and verbs, no content."),
            _("The consents that were given and taken back: ids and codes, no content."),
            _("What was sent to others while they agreed, at those others."),
            _backups(said["backups_until"]),
        ],
        "record": _("The record, when it ended: row %(row)d, %(hash)s")
        % {"row": said["audit_sequence"], "hash": said["audit_hash"]},
        "signed": _("The signed file beside this page says the same and can be checked without this desk."),
    }


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT") if text else ""


def _backups(until: str) -> str:
    if not until:
        return _("This desk knew of no backup that held it.")
    return _("Backups held it until %(day)s, sealed to sheets of paper.") % {"day": _day(until)}
