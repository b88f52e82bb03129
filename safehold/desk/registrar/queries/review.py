# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One filing, line by line: what was sent, what stood there before, and what will be public."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from safehold.catalog.register_forms import register_form
from safehold.desk.registrar.models import Entry, Filing
from safehold.desk.registrar.queries.contents import Sent, open_hidden
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.registrar.queries.rows import read_public


@dataclass(frozen=True)
class Line:
    """One field. `fate`: public, office (only the office sees it), or withheld."""

    name: str
    fate: str
    is_changed: bool
    value: Any = field(repr=False)
    before: Any = field(repr=False)


def show_lines(key: OfficeKey, filing: Filing, sent: Sent, hidden: Collection[str]) -> list[Line]:
    """Return each field of what was sent, in the order of its form."""
    form = register_form(filing.form)
    before = read_newest(key, filing.entry) if filing.entry else {}
    lines = []
    for each in form.fields:
        fate = "withheld" if each.name in hidden else "public" if each.public else "office"
        value, earlier = sent.values.get(each.name), before.get(each.name)
        is_changed = filing.entry is not None and value != earlier
        lines.append(Line(each.name, fate, is_changed, value, earlier))
    return lines


def read_newest(key: OfficeKey, entry: Entry) -> dict[str, Any]:
    """Return all values of an entry's newest version that are kept, public or not."""
    hidden = {name: opening.value for name, opening in open_hidden(key, entry.leaf).items()}
    return hidden | read_public([entry.leaf_id])[entry.leaf_id]
