# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields of what is published are withheld for somebody's safety, or erased for good. Two people decide.

The log does not change: a leaf is added that says which fields of which leaves, and the openings go. Withheld ones stay
with the office, sealed; of erased ones no copy is kept, also not of what was filed. Every checkpoint stays true.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from safehold.core import tlog
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append, reseal_openings, seal_openings
from safehold.desk.registrar.actions.reviewing import WHY
from safehold.desk.registrar.errors import FieldUnknown
from safehold.desk.registrar.models import Entry, Filing, Leaf, Office, Opening, Proposal
from safehold.desk.registrar.queries.contents import open_hidden, open_sent, write_sent
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.registrar.rules.drafts import draft_ending
from safehold.desk.vault.actions import Unlocked

Document = Mapping[str, Any]


def withhold(unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date) -> None:  # noqa: ARG001
    """Withhold fields, as two people decided, in the transaction of that decision.

    Of a filing that waits: they are left out when it is published. Of an entry: in all of its versions.
    """
    entry = proposal.entry or _entry_of(proposal.filing)
    if entry is None:
        return  # `accept_filing` asks for confirmed proposals
    leaves = _leaves_with(entry, proposal.fields)
    end_fields(key, "withholding", leaves, proposal.fields)
    _say("withholding", unlocked, key, proposal.office, leaves, proposal.fields, on)


def _entry_of(filing: Filing | None) -> Entry | None:
    """Return what a filing has become, if it was published meanwhile."""
    row = Filing.objects.select_for_update().filter(pk=filing.pk).first() if filing else None
    return row.entry if row and row.state == Filing.State.ACCEPTED else None


def redact(unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date) -> None:  # noqa: ARG001
    """Erase fields of an entry, in all of its versions and in everything that was filed about it."""
    entry = proposal.entry
    if entry is None:
        raise FieldUnknown
    leaves = _leaves_with(entry, proposal.fields)
    end_fields(key, "redaction", leaves, proposal.fields)
    _say("redaction", unlocked, key, proposal.office, leaves, proposal.fields, on)


def end_fields(key: OfficeKey, kind: str, leaves: Collection[Leaf], names: Collection[str]) -> None:
    """Take the values of fields away: withheld ones are sealed, erased ones deleted, also from what was filed."""
    if kind == "withholding":
        for leaf in leaves:
            _put_away(key, leaf, names)
        return
    Opening.objects.filter(leaf__in=leaves, name__in=names).delete()
    for leaf in leaves:
        _strip_hidden(key, leaf, names)
    entries = {leaf.entry_id for leaf in leaves if leaf.entry_id}
    filed = list(Filing.objects.filter(entry__in=entries))
    keys = {each.pk for each in filed}.union(*map(queries.list_sent_back, filed))
    for filing in Filing.objects.select_for_update().filter(pk__in=keys):
        _strip_filing(key, filing, names)


def _leaves_with(entry: Entry, names: Collection[str]) -> list[Leaf]:
    """Return the versions of an entry that have these fields. Raises FieldUnknown when none has them all."""
    versions = queries.list_versions(entry)
    known = set(tlog.read_leaf(bytes(versions[-1].content)).fields) if versions else set()
    if not names or not set(names) <= known:
        raise FieldUnknown
    return versions


def _put_away(key: OfficeKey, leaf: Leaf, names: Collection[str]) -> None:
    """Move openings of a leaf from the public ones to the sealed ones."""
    rows = Opening.objects.filter(leaf=leaf, name__in=names)
    moved = {row.name: tlog.Opening(bytes(row.salt), row.value) for row in rows}
    if not moved:
        return
    hidden = open_hidden(key, leaf) | moved
    row = queries.find_hidden_row(leaf)
    if row is None:
        seal_openings(key, leaf, hidden).save(force_insert=True)
    else:
        reseal_openings(key, row, hidden)
        row.save()
    rows.delete()


def _strip_hidden(key: OfficeKey, leaf: Leaf, names: Collection[str]) -> None:
    row = queries.find_hidden_row(leaf)
    if row is None:
        return
    kept = {name: each for name, each in open_hidden(key, leaf).items() if name not in names}
    reseal_openings(key, row, kept)
    row.save()


def _strip_filing(key: OfficeKey, filing: Filing, names: Collection[str]) -> None:
    sent = open_sent(key, filing)
    values = {name: None if name in names else value for name, value in sent.values.items()}
    filing.key_version = key.version
    filing.sealed = write_sent(filing, replace(sent, values=values), key.identity.recipient)
    filing.save(update_fields=["key_version", "sealed"])


def _say(
    kind: str,
    unlocked: Unlocked,
    key: OfficeKey,
    office: Office,
    leaves: list[Leaf],
    names: Collection[str],
    on: date,
) -> None:
    """Append the leaf that says it, unless every field of every leaf was said before."""
    about = [leaf.position for leaf in leaves]
    append(office, [draft_ending(kind, on, about, names, WHY[kind])], key)
    audit.append(office.organisation_id, f"register.{kind}", str(about[-1]), unlocked.member.pk, on=on)
