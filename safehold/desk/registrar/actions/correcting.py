# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office corrects an entry, and publishes what a registrant replies: beside what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from safehold.catalog.register_forms import register_form
from safehold.core import tlog
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.reviewing import add_version
from safehold.desk.registrar.errors import FieldUnknown, StateWrong, WordsMissing
from safehold.desk.registrar.models import Entry, Leaf, Office
from safehold.desk.registrar.queries.contents import open_hidden
from safehold.desk.registrar.queries.keys import open_key
from safehold.desk.registrar.rules.corrections import require_values
from safehold.desk.registrar.rules.drafts import draft_leaf
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

ANSWERABLE = ("filing", "amendment", "termination", "correction", "decision", "agreement")


@dataclass(frozen=True)
class Why:
    """Why the office corrected something, in both languages: it is published."""

    en: str
    fr: str

    def fields(self) -> dict[str, str]:
        """Return what the leaf says beside its form. Raises WordsMissing."""
        said = {"correction_en": self.en.strip(), "correction_fr": self.fr.strip()}
        if not all(said.values()):
            raise WordsMissing
        return said


def correct_entry(unlocked: Unlocked, entry: Entry, changes: Mapping[str, Any], why: Why, on: date) -> Leaf:
    """Publish the next version of an entry, in which the office corrected some values; return its leaf.

    Raises WordsMissing, ValueWrong, or FieldUnknown for a field that its form does not have, that was erased, or that
    changes nothing.
    """
    beside = why.fields()
    office = queries.access_office(unlocked.member)
    with atomic_for(Entry):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        key = open_key(unlocked, office)
        row = Entry.objects.select_for_update().select_related("leaf").get(pk=entry.pk)
        values = {name: opening.value for name, opening in open_hidden(key, row.leaf).items()}
        values |= queries.read_public([row.leaf_id])[row.leaf_id]
        form, ended = register_form(row.form), queries.list_endings(row)
        names = [name for name in form.names if ended.get(name) != "redaction"]
        values = {name: values.get(name) for name in form.names}
        changed = {name for name, value in changes.items() if name in names and values[name] != value}
        if not changed or not set(changes) <= set(names):
            raise FieldUnknown
        require_values(form, {**values, **changes}, changed)
        leaf = add_version(office, key, row, "correction", {**values, **changes}, (), on, beside=beside)[0]
        audit.append(office.organisation_id, "entry.corrected", row.pk, unlocked.member.pk, on=on)
    return leaf


def publish_reply(unlocked: Unlocked, position: int, text: str, on: date) -> Leaf:
    """Publish what a registrant replies, beside the leaf that it answers; return its leaf.

    Raises WordsMissing, or StateWrong for a leaf that nobody outside can read.
    """
    office = queries.access_office(unlocked.member)
    if not text.strip():
        raise WordsMissing
    with atomic_for(Leaf):
        answered = Leaf.objects.filter(position=position, kind__in=ANSWERABLE).first()
        if answered is None:
            raise StateWrong
        leaf = add_reply(office, answered, text, on)
        audit.append(office.organisation_id, "register.reply", str(leaf.position), unlocked.member.pk, on=on)
    return leaf


def add_reply(office: Office, answered: Leaf, text: str, on: date) -> Leaf:
    """Append a reply. Call it in a transaction. Raises StateWrong beside a leaf that names nobody."""
    said = tlog.read_leaf(bytes(answered.content))
    if said.registrant is None:
        raise StateWrong
    draft = draft_leaf(
        "reply",
        on,
        "reply/1",
        {"text": text.strip()},
        entry=said.entry,
        registrant=said.registrant,
        principal=said.principal,
        about=(answered.position,),
    )
    return append(office, [draft])[0]
