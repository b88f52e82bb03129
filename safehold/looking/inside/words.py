# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain words: bytes as letters, markup without its marks."""

import re
from html.parser import HTMLParser

from safehold.looking.inside.telling import Tell

MOST_LETTERS = 500_000
MOST_BYTES = 20 << 20
HIDDEN = {"script", "style", "head", "template", "noscript"}
BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "td", "title"}
UNSEEN = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def decode(content: bytes) -> str:
    """Return bytes as text: UTF-8 first, then what is common where Chinese is written."""
    content = content[:MOST_BYTES]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return clean(content.decode("utf-16", errors="replace"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return clean(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return clean(content.decode("utf-8", errors="replace"))


def clean(text: str) -> str:
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def tell_text(text: str, tell: Tell) -> None:
    tell.facts(text=clean(text)[:MOST_LETTERS], text_cut=len(text) > MOST_LETTERS)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in HIDDEN
        if tag in BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def without_markup(text: str) -> str:
    """Return what a page says, without anything that it does."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return re.sub(r"\n\s*\n+", "\n\n", "".join(reader.words)).strip()
