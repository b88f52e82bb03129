# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What Telegram's desktop program exports: `result.json` and `messages.html`."""

import json
import re
from html.parser import HTMLParser
from typing import Any

from safehold.looking.inside.chats import days
from safehold.looking.inside.chats.conversation import Conversation, Said

MOMENT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
EMPTY = {"br", "img", "input", "meta", "link", "hr"}
NO_FILE = re.compile(r"\(File .*\)")


def read_json(text: str) -> Conversation | None:
    """Return all messages of all conversations in it."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    chats = told.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    found = [
        said
        for chat in (listed if isinstance(listed, list) else [told])
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list)
        for message in chat["messages"]
        if (said := _read_message(message))
    ]
    return Conversation("telegram", found) if found else None


def _read_message(message: Any) -> Said | None:
    if not isinstance(message, dict) or not isinstance(message.get("date"), str):
        return None
    by = message.get("from") or message.get("actor") or ""
    text = _join(message.get("text")) or str(message.get("action") or "")
    return Said(message["date"], str(by), text, _name_file(message))


def _join(text: Any) -> str:
    if isinstance(text, str):
        return text
    parts = text if isinstance(text, list) else []
    return "".join(str(part.get("text", "")) if isinstance(part, dict) else str(part) for part in parts)


def _name_file(message: dict[str, Any]) -> str:
    named = message.get("file") or message.get("photo") or message.get("media_type") or ""
    return "" if NO_FILE.fullmatch(str(named)) else str(named)


class _Page(HTMLParser):
    """Follows the classes of the export's own pages: message, from_name, date, text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.messages: list[dict[str, str]] = []
        self._part = ""
        self._depth = 0
        self._part_depth = 0
        self._by = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        if tag in EMPTY:
            if tag == "br" and self._part == "words":
                self._add("\n")
            return
        self._depth += 1
        if "message" in classes:
            self.messages.append(
                {"by": self._by if "joined" in classes else "", "is_service": str("service" in classes)}
            )
        elif not self.messages:
            return
        elif "date" in classes and "title" in given:
            self.messages[-1].setdefault("at", given["title"])
        elif (
            "media_wrap" in classes
            or "photo_wrap" in classes
            or ("href" in given and classes & {"media", "photo_wrap"})
        ):
            self.messages[-1].setdefault("attachment", given.get("href", ""))
        elif not self._part and classes & {"from_name", "text"}:
            self._part = "by" if "from_name" in classes else "words"
            self._part_depth = self._depth

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        if self._part and self._depth == self._part_depth:
            if self._part == "by":
                self._by = self.messages[-1]["by"] = self.messages[-1].get("by", "").strip()
            self._part = ""
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._part:
            self._add(data)

    def _add(self, data: str) -> None:
        self.messages[-1][self._part] = self.messages[-1].get(self._part, "") + data


def read_html(text: str) -> Conversation | None:
    """Return the messages of one exported page."""
    if 'class="message' not in text or "from_name" not in text:
        return None
    page = _Page()
    page.feed(text)
    page.close()
    found = [
        Said(
            _read_moment(each["at"]),
            each.get("by", ""),
            each.get("words", "").strip(),
            each.get("attachment", ""),
        )
        for each in page.messages
        if each.get("at")
    ]
    return Conversation("telegram", found) if found else None


def _read_moment(written: str) -> str:
    found = MOMENT.match(days.plain(written))
    if not found:
        return written
    day, month, year, time, zone = found.groups()
    return f"{year}-{month}-{day}T{time}{zone or ''}"
