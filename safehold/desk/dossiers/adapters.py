# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Draws a version as the files that leave: PDF, DOCX, FollowTheMoney, and a bag with all of them. Nothing is kept."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from safehold.core.dossiers import Parts, Position, Subject, tell_subject
from safehold.desk.dossiers.papers import load_texts, write_paper
from safehold.desk.dossiers.rules import LANGUAGES
from safehold.persistence.bags import BagZip
from safehold.web.papers import DOCX, print_paper, write_docx
from safehold.web.printing import FontMissing, PrintingFailed

__all__ = ["MEDIA", "FontMissing", "PrintingFailed", "draw"]

MEDIA = {
    "pdf": ("pdf", "application/pdf"),
    "docx": ("docx", DOCX),
    "bag": ("zip", "application/zip"),
    "ftm": ("ftm.json", "application/jsonl"),
}


def draw(content: Mapping[str, Any], kind: str, language: str, *, is_preview: bool = False) -> bytes:
    """Return a version as one kind of file. Raises FontMissing or PrintingFailed."""
    on = date.fromisoformat(content["on"])
    if kind == "pdf":
        return print_paper(write_paper(content, language, is_preview=is_preview), on)
    if kind == "docx":
        return write_docx(write_paper(content, language, is_preview=is_preview), on)
    return tell(content, language) if kind == "ftm" else write_bag(content)


def tell(content: Mapping[str, Any], language: str) -> bytes:
    """Return the subject as lines of FollowTheMoney."""
    kept = content["subject"]
    subject = Subject(
        **{
            **kept,
            "names": tuple(tuple(each) for each in kept["names"]),
            "positions": tuple(Position(**each) for each in kept["positions"]),
        }
    )
    note = load_texts()[language]["exercise"] if content["parts"]["is_exercise"] else ""
    lines = tell_subject(subject, note)
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines).encode()


def write_bag(content: Mapping[str, Any]) -> bytes:
    """Return a bag (RFC 8493) with the papers of both languages, the entities, and a list of exhibits."""
    target = io.BytesIO()
    name = f"dossier-{content['reference']}-v{content['number']}"
    bag = BagZip(target, name)
    for language in LANGUAGES:
        for kind in ("pdf", "docx"):
            bag.add(f"data/{language}/dossier.{kind}", draw(content, kind, language))
        bag.add(f"data/{language}/README.txt", load_texts()[language]["bag"].encode() + b"\n")
    bag.add("data/followthemoney.jsonl", tell(content, "en"))
    bag.add("data/exhibits.json", _list_exhibits(content))
    bag.finish(
        {
            "Source-Organization": content["from"].get("en", ""),
            "Bagging-Date": content["on"],
            "External-Identifier": f"{content['reference']}-v{content['number']}",
        }
    )
    return target.getvalue()


def _list_exhibits(content: Mapping[str, Any]) -> bytes:
    parts = Parts.of(content["parts"])
    rows = [
        {
            "exhibit": f"E{each.number}",
            "name": each.name,
            "about": each.about,
            "source": each.source,
            "origin": each.origin,
            "reliability": each.reliability,
            "credibility": each.credibility,
            "sha256": each.sha256,
        }
        for each in parts.exhibits
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"
