# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the reply templates that come with the software. They are a start: nothing is sent unread."""

from functools import cache
from importlib.resources import files

import msgspec


class ReplyTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to answer. `labels` for the caseworker and `words` for the person, by language."""

    key: str
    labels: dict[str, str]
    words: dict[str, str]

    def label(self, language: str) -> str:
        return self.labels.get(language, self.labels["en"])

    def in_language(self, language: str) -> tuple[str, str]:
        """Return the words and the language they are in: the one asked for, or English."""
        found = language if language in self.words else "en"
        return self.words[found], found


@cache
def load_reply_templates() -> tuple[ReplyTemplate, ...]:
    """Read reply_templates.yaml, once."""
    content = files("safehold.desk.cases").joinpath("reply_templates.yaml").read_bytes()
    return msgspec.yaml.decode(content, type=tuple[ReplyTemplate, ...])


def find_reply_template(key: str) -> ReplyTemplate | None:
    return next((template for template in load_reply_templates() if template.key == key), None)
