# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Office documents: the words in them. Nothing of what they would do is done."""

import re
import xml.etree.ElementTree as ET

from safehold.looking.inside import words, zipped
from safehold.looking.inside.asked import Asked
from safehold.looking.inside.detecting import Detected
from safehold.looking.inside.telling import NotUnderstood, Tell

BODIES = re.compile(
    r"^(word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml|ppt/slides/slide\d+\.xml"
    r"|ppt/notesSlides/notesSlide\d+\.xml|xl/sharedStrings\.xml|content\.xml|.*\.xhtml|.*\.html)$"
)
BREAKS = {"p", "br", "si", "h", "table-row", "tr", "h1", "h2", "h3", "li"}


class _Words:
    """Takes the words of a document, in their order, with its lines broken where it breaks them."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def data(self, text: str) -> None:
        self.found.append(text)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] in BREAKS:
            self.found.append("\n")

    def close(self) -> list[str]:
        return self.found


def show(content: bytes, detected: Detected, asked: Asked, tell: Tell) -> None:
    """Tell the words."""
    if not content.startswith(b"PK"):
        raise NotUnderstood("nothing-to-see")
    archive = zipped.Archive(content, asked.unpacked_bytes)
    found = [text for body in archive.find(BODIES) for text in _read_body(archive.read(body))]
    words.tell_text(re.sub(r"\n\s*\n+", "\n\n", "".join(found)).strip(), tell)


def _read_body(body: bytes) -> list[str]:
    """Return what stands between the marks. A document that defines entities for itself is refused."""
    if b"<!ENTITY" in body:
        raise NotUnderstood
    target = _Words()
    try:
        parser = ET.XMLParser(target=target)  # noqa: S314 - inside the walls
        parser.feed(body)
    except (ET.ParseError, ValueError):
        pass  # what was read until then is read
    return [*target.found, "\n"]
