# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One filing, line by line: what was sent, what stood there before, and what will be public."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from safehold.catalog.register_forms import register_form
from safehold.desk.registrar.models import Entry, Filing, Leaf
from safehold.desk.registrar.queries.contents import Sent, open_hidden
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.registrar.queries.rows import VERSIONS, read_public


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
    earlier_leaf = _find_before(filing)
    before = _read(key, earlier_leaf) if earlier_leaf else {}
    lines = []
    for each in form.fields:
        fate = "withheld" if each.name in hidden else "public" if each.public else "office"
        value, earlier = sent.values.get(each.name), before.get(each.name)
        is_changed = earlier_leaf is not None and value != earlier
        lines.append(Line(each.name, fate, is_changed, value, earlier))
    return lines


def _find_before(filing: Filing) -> Leaf | None:
    """Return the version that a filing is compared with: what stood there before it; None for a first one."""
    if filing.leaf is None:
        return filing.entry.leaf if filing.entry else None
    versions = Leaf.objects.filter(entry_id=filing.leaf.entry_id, kind__in=VERSIONS)
    return versions.filter(version=filing.leaf.version - 1).first()


def read_newest(key: OfficeKey, entry: Entry) -> dict[str, Any]:
    """Return all values of an entry's newest version that are kept, public or not."""
    return _read(key, entry.leaf)


def _read(key: OfficeKey, leaf: Leaf) -> dict[str, Any]:
    hidden = {name: opening.value for name, opening in open_hidden(key, leaf).items()}
    return hidden | read_public([leaf.pk])[leaf.pk]
