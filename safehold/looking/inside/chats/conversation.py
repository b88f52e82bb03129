# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A conversation while it is read."""

from dataclasses import dataclass, field, replace
from typing import Any

from safehold.looking.inside.words import clean

MOST_MESSAGES = 50_000
MOST_LETTERS = 3_000_000
"""Of a whole conversation: what is told has to come through."""
MOST_PEOPLE = 1_000
LONGEST_WORDS, LONGEST_NAME = 100_000, 300
FEWEST_MESSAGES = 2


@dataclass(frozen=True)
class Said:
    """One message. at: as written, or ISO 8601."""

    at: str
    by: str
    words: str
    attachment: str = ""


@dataclass(frozen=True)
class Conversation:
    """service: a word of `found.Chat`."""

    service: str
    messages: list[Said] = field(default_factory=list)
    day_first: bool | None = None

    def followed_by(self, other: "Conversation") -> "Conversation":
        return replace(self, messages=[*self.messages, *other.messages])

    def as_told(self) -> dict[str, Any]:
        told, letters = [], 0
        for message in self.messages[:MOST_MESSAGES]:
            text = clean(message.words)[:LONGEST_WORDS]
            letters += len(text)
            if letters > MOST_LETTERS:
                break
            told.append(
                {
                    "at": message.at[:60],
                    "by": clean(message.by)[:LONGEST_NAME],
                    "words": text,
                    "attachment": clean(message.attachment)[:LONGEST_NAME],
                }
            )
        return {
            "service": self.service,
            "people": list(dict.fromkeys(each["by"] for each in told if each["by"]))[:MOST_PEOPLE],
            "messages": told,
            "left_out": len(self.messages) - len(told),
            "day_first": self.day_first,
        }
