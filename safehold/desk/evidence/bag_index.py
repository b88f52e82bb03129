# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of a hand-over, to read: as a page without scripts, and as a PDF. What counts is in the files beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from safehold.core.handover.layout import INDEX_HTML, INDEX_PDF
from safehold.core.timestamps import read_stamp
from safehold.desk.evidence.models import Event
from safehold.desk.evidence.rules import name_to_show
from safehold.desk.evidence.words import name_fields, say_given
from safehold.persistence.bags import OutgoingItem, OutgoingStamp
from safehold.web.printing import FontMissing, print_pdf
from safehold.web.references import reference_of

TEMPLATE = Path(__file__).parent / "bag_index.typ"
TOLD = {
    "derived": ("tool", "how"),
    "redacted": ("tool", "how"),
    "stamped": ("authority", "stamped_at"),
    "hashed": ("sha256",),
    "verified": ("bytes",),
}
"""What an index shows of each kind of row; the rest is in custody.json."""


def write_pages(
    items: Sequence[OutgoingItem],
    stamps: Sequence[OutgoingStamp],
    info: Mapping[str, str],
    to: str,
    language: str,
    on: date,
) -> dict[str, bytes]:
    """Return index.html and index.pdf, in English or French. Raises PrintingFailed."""
    with translation.override(language):
        content = _put_into_words(items, stamps, info, to)
        html = render_to_string("evidence/bag_index.html", {"content": content, "language": language})
    return {INDEX_HTML: html.encode(), INDEX_PDF: _draw({**content, "language": language}, on)}


def _draw(content: dict[str, Any], on: date) -> bytes:
    """Return the PDF; where no font here draws a script, with those texts left to the page beside it."""
    try:
        return print_pdf(TEMPLATE, content, on)
    except FontMissing:
        plain = json.dumps(content)  # whatever is not ASCII is an escape now
        return print_pdf(TEMPLATE, json.loads(plain, object_hook=_only_ascii), on)


def _only_ascii(document: dict[str, Any]) -> dict[str, Any]:
    return {name: _ascii(value) for name, value in document.items()}


def _ascii(value: Any) -> Any:
    if isinstance(value, list):
        return [_ascii(each) for each in value]
    return value.encode("ascii", "replace").decode() if isinstance(value, str) else value


def _put_into_words(
    items: Sequence[OutgoingItem], stamps: Sequence[OutgoingStamp], info: Mapping[str, str], to: str
) -> dict[str, Any]:
    facts = [
        (_("From"), info["Source-Organization"]),
        (_("To"), to),
        (_("Day"), info["Bagging-Date"]),
        (_("Reference"), info["External-Identifier"]),
    ]
    return {
        "title": _("Evidence handed over"),
        "page": _("Page"),
        "facts": [list(fact) for fact in facts],
        "note": _(
            "This index is for reading. What counts lies beside it: the files, item.json, custody.json and the time "
            "stamps. README.txt says how to check them: python3 verify.py"
        ),
        "care": _(
            "These files are as they were received. They may harm a computer, and they may put people in danger: "
            "keep them closed, and tell nobody who need not know."
        ),
        "custody": _("Who had it, and what was done with it"),
        "columns": [_("Row"), _("Time (UTC)"), _("What"), _("By"), ""],
        "items": [_describe(number, item) for number, item in enumerate(items, 1)],
        "stamps_title": _("Time stamps"),
        "stamps": [_say_stamp(each) for each in stamps],
        "no_stamps": _("There is none: no third party says since when these files are as they are."),
    }


def _describe(number: int, item: OutgoingItem) -> dict[str, Any]:
    written = item.facts.get("description") or {}
    facts = [
        (_("Number"), item.id),
        ("SHA-256", item.sha256),
        (_("Size"), _("%(size)s bytes") % {"size": f"{item.size_bytes:,}"}),
        (_("Kind of file, as it was declared"), item.facts.get("media_type", "")),
        (_("Received"), item.facts.get("received_at", "")),
        (_("Made from"), item.facts.get("derived_from", "")),
        (_("File in this bag"), item.file or _("Not handed over: only what it is, and its SHA-256")),
        (_("What it is"), written.get("words", "")),
        (_("Language"), written.get("language", "")),
        (_("Taken or captured"), written.get("captured_at", "")),
        (_("Where it was found"), written.get("source_address", "")),
        (_("Collected by"), written.get("collector", "")),
        (_("With the tool"), written.get("tool", "")),
        (_("On whether it is genuine"), written.get("authenticity", "")),
    ]
    return {
        "title": f"{number}. {name_to_show(item.name)}",
        "facts": [[label, str(value)] for label, value in facts if value],
        "rows": list(_list_rows(item)),
    }


def _list_rows(item: OutgoingItem) -> Iterable[list[str]]:
    for row, detail in zip(item.rows, item.details, strict=True):
        told = (detail or {}).get("what", {})
        who = reference_of(str(row.actor)) if row.actor else _("The software")
        at = str((detail or {}).get("at", row.on_day))
        label, said = str(Event(row.event).label), _say(row.event, told)
        yield [str(row.position), at.replace("T", " ").rstrip("Z"), label, who, said]


def _say(event: str, told: Mapping[str, Any]) -> str:
    if event == "described":
        return name_fields(told.get("fields", ()))
    if event in ("shared", "exported"):
        return say_given(told)
    return "; ".join(str(told[name]) for name in TOLD.get(event, ()) if told.get(name))


def _say_stamp(stamp: OutgoingStamp) -> list[str]:
    given = read_stamp(stamp.response)
    return [
        f"{given.stamped_at:%Y-%m-%d %H:%M:%S} UTC",
        given.authority,
        f"timestamps/{stamp.batch}/{stamp.authority}",
    ]
