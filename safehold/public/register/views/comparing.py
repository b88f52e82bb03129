# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two versions of an entry, field by field, as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from safehold.public.register import rules
from safehold.public.register.queries import Statement
from safehold.public.register.views.presenting import Line, find_form, show_statement, whole_label


@dataclass(frozen=True)
class ChangeShown:
    """One field in two versions, each as it is read. Texts come in pieces, those marked that the other has not."""

    label: str
    differs: bool
    before: Line
    after: Line
    pieces_before: Sequence[rules.Piece] = ()
    pieces_after: Sequence[rules.Piece] = ()


def list_changes(
    before: Statement, after: Statement, language: str, reasons: Mapping[int, Statement]
) -> list[ChangeShown]:
    """Return the fields that are shown in either of two versions, in the order of the newer one's form."""
    old = {line.name: line for line in show_statement(before, language, reasons).lines}
    new = {line.name: line for line in show_statement(after, language, reasons).lines}
    names = [*new, *(name for name in old if name not in new)]
    changes = rules.compare(names, before.values, after.values)
    form = find_form(after.leaf.form) if after.leaf else None
    return [
        _change(whole_label(form, each.name, language), each, old.get(each.name), new.get(each.name))
        for each in changes
    ]


def _change(label: str, change: rules.Change, before: Line | None, after: Line | None) -> ChangeShown:
    old, new = before or Line(change.name, "", "absent"), after or Line(change.name, "", "absent")
    pieces: tuple[Sequence[rules.Piece], Sequence[rules.Piece]] = ((), ())
    if change.differs and isinstance(change.before, str) and isinstance(change.after, str):
        pieces = rules.mark_words(old.text, new.text)
    differs = change.differs or old.kind != new.kind
    return ChangeShown(label, differs, old, new, *pieces)
