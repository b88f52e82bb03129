# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversations that were exported from a messenger, as messages that can be read and searched.

WhatsApp (text), Telegram (JSON and HTML), WeChat and Signal (the text that people and their programs copy out). What is
no conversation beyond doubt is left a text.
"""

import re
from typing import Any

from safehold.looking.inside import words, zipped
from safehold.looking.inside.chats import letters, lines, telegram
from safehold.looking.inside.chats.conversation import Conversation

CHAT_FILE = zipped.CHAT_FILE


def read(text: str, media_type: str) -> dict[str, Any] | None:
    """Return a conversation as `found.Chat` has it, or None."""
    found: Conversation | None
    if media_type == "application/json":
        found = telegram.read_json(text)
    elif media_type == "text/html":
        found = telegram.read_html(text)
    else:
        found = letters.read(text) or lines.read(text)
    return found.as_told() if found else None


def read_archive(content: bytes, most_bytes: int) -> dict[str, Any] | None:
    """Return the conversation in an archive: all of its parts, in the order of their names."""
    archive = zipped.Archive(content, most_bytes)
    whole: Conversation | None = None
    for member in sorted(archive.find(CHAT_FILE), key=lambda member: _order(member.filename)):
        text = words.decode(archive.read(member))
        if member.filename.endswith(".json"):
            found = telegram.read_json(text)
        elif member.filename.endswith(".html"):
            found = telegram.read_html(text)
        else:
            found = lines.read(text)
        if found:
            whole = whole.followed_by(found) if whole else found
    return whole.as_told() if whole else None


def _order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
