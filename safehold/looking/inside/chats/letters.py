# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conversations as letters with a head: what sigtop and its relatives write out of Signal.

From: Alice (+15550100)
Sent: Tue, 12 Mar 2024 21:15:32 +0100

words
"""

import re
from email.utils import parsedate_to_datetime

from safehold.looking.inside.chats.conversation import FEWEST_MESSAGES, Conversation, Said

HEAD = re.compile(r"^(From|Type|Sent|Received|Attachment|Attachments|To|Conversation|Edited|Quote): ?(.*)$")


def read(text: str) -> Conversation | None:
    """Return a conversation, where at least two letters say who wrote and when."""
    parts = re.split(r"(?m)^(?=From: )", text)[1:]
    messages = [said for part in parts if (said := _read_letter(part))]
    return Conversation("signal", messages) if len(messages) >= FEWEST_MESSAGES else None


def _read_letter(part: str) -> Said | None:
    head: dict[str, str] = {}
    all_lines = part.split("\n")
    place = 0
    while place < len(all_lines) and (found := HEAD.match(all_lines[place])):
        head.setdefault(found.group(1), found.group(2).strip())
        place += 1
    if "Sent" not in head:
        return None
    attachment = head.get("Attachment", head.get("Attachments", ""))
    return Said(_read_moment(head["Sent"]), head["From"], "\n".join(all_lines[place:]).strip(), attachment)


def _read_moment(written: str) -> str:
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError):
        return written
