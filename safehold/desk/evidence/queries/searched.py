# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of an item can be searched, and what each tells about a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from safehold.desk.evidence import rules
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText
from safehold.looking import Facts

MOST_CHARACTERS = 200_000
"""So much of what stands in a file is searched."""


def texts_of_item(document: Mapping[str, Any]) -> Iterable[FieldText]:
    item = rules.read_document(dict(document))
    yield FieldText(FieldClass.IDENTITY, _("Name of a file"), item.name)
    yield FieldText(FieldClass.WORDS, _("What an item of evidence is"), item.description.words)
    yield FieldText(FieldClass.WORDS, _("Where evidence was found"), item.description.source_address)
    yield FieldText(FieldClass.IDENTITY, _("Who collected evidence"), item.description.collector)


def texts_of_reading(document: Mapping[str, Any]) -> Iterable[FieldText]:
    facts = msgspec.json.decode(document["facts"], type=Facts)
    text = facts.text
    if facts.chat:
        text = "\n".join(f"{each.by}: {each.words}" for each in facts.chat.messages)
    yield FieldText(FieldClass.IDENTITY, _("Words in an item of evidence"), text[:MOST_CHARACTERS])
