# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was filed is accepted and published, sent back for a correction, or refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from safehold.catalog.register_forms import register_form
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.errors import EntityUnknown, FilingSettled, StateWrong, WordsMissing
from safehold.desk.registrar.models import Answer, Entity, Entry, Filing, Leaf, Office, Proposal
from safehold.desk.registrar.queries.contents import Sent, open_sent, write_sent
from safehold.desk.registrar.queries.keys import OfficeKey, open_key
from safehold.desk.registrar.rules.drafts import draft_ending, draft_leaf
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

WHY = {"withholding": "safety", "redaction": "erasure"}
"""Why a field is not shown, as a leaf says it: a code, since reasons in words could tell what they protect."""


@contextmanager
def held(unlocked: Unlocked, filing: Filing) -> Iterator[tuple[Office, OfficeKey, Filing]]:
    """Hold a filing that waits, with the office's key, in one transaction. Raises FilingSettled."""
    office = queries.access_office(unlocked.member)
    with atomic_for(Filing):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        row = Filing.objects.select_for_update().get(pk=filing.pk, office=office)
        if row.state != Filing.State.WAITING:
            raise FilingSettled
        yield office, open_key(unlocked, office), row


def entity_of(kind: str, chosen: UUID | None, on: date) -> Entity:
    """Return a known entity of a kind, or a new one. Raises EntityUnknown. Call it in a transaction."""
    if chosen is None:
        return Entity.objects.create(kind=kind, made_on=on)
    found = Entity.objects.filter(pk=chosen, kind=kind).first()
    if found is None:
        raise EntityUnknown
    return found


def add_version(
    office: Office,
    key: OfficeKey | None,
    entry: Entry,
    kind: str,
    values: Mapping[str, Any],
    hidden: Collection[str],
    on: date,
    about: Collection[int] = (),
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> list[Leaf]:
    """Append the next version of an entry, and save the entry. Call it in a transaction that holds the entry.

    hidden: withheld for safety from now on. beside: what only this leaf says, besides its form. What was withheld or
    erased before stays so, and a leaf says it again.
    """
    form = register_form(entry.form)
    endings = queries.list_endings(entry) if entry.version else {}
    values = {name: None if endings.get(name) == "redaction" else values[name] for name in form.names}
    ended = {name: "withholding" for name in hidden if name in form.public_names} | {
        name: kind for name, kind in endings.items() if name in form.public_names
    }
    draft = draft_leaf(
        kind,
        on,
        entry.form,
        {**values, **beside},
        hidden=(set(form.names) - set(form.public_names)) | set(ended),
        entry=entry.pk,
        version=entry.version + 1,
        registrant=entry.registrant_id,
        principal=entry.principal_id,
        about=about,
    )
    position = queries.hold_head(office).size
    drafts = [draft]
    for ending in sorted(set(ended.values())):
        names = [name for name, which in ended.items() if which == ending]
        drafts.append(draft_ending(ending, on, (position,), names, WHY[ending]))
    leaves = append(office, drafts, key)
    entry.version, entry.leaf, entry.changed_on = entry.version + 1, leaves[0], on
    entry.state = Entry.State.ENDED if kind == "termination" else entry.state
    if kind == "filing":
        entry.state = Entry.State.ACTIVE
    entry.save()
    return leaves


def ask_correction(unlocked: Unlocked, filing: Filing, words: str, on: date) -> None:
    """Send a filing back, with words to the registrant. Raises FilingSettled or WordsMissing."""
    if not words.strip():
        raise WordsMissing
    with held(unlocked, filing) as (office, key, row):
        tell(key, row, "correction", words.strip(), on)
        settle_filing(row, Filing.State.CORRECTION, unlocked, on)
        audit.append(office.organisation_id, "filing.correction", row.pk, unlocked.member.pk, on=on)


def refuse(
    unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Mapping[str, Any], on: date
) -> None:
    """Refuse a filing, as two people decided: the registrant gets the reasons. In the transaction of that decision."""
    with held(unlocked, _filing_of(proposal)) as (office, _key, row):
        tell(key, row, "refused", document["words"], on)
        settle_filing(row, Filing.State.REFUSED, unlocked, on)
        audit.append(office.organisation_id, "filing.refused", row.pk, unlocked.member.pk, on=on)


def _filing_of(proposal: Proposal) -> Filing:
    if proposal.filing is None:
        raise StateWrong
    return proposal.filing


def tell(key: OfficeKey, filing: Filing, state: str, words: str, on: date) -> None:
    """Have words delivered to a registrant, and keep them sealed beside what was filed. In a transaction."""
    sent: Sent = open_sent(key, filing)
    said = (*sent.said, {"on": str(on), "state": state, "words": words})
    filing.key_version = key.version
    filing.sealed = write_sent(filing, replace(sent, said=said), key.identity.recipient)
    answer(filing, state, words, on)


def answer(filing: Filing, state: str, words: str, on: date, entry: Entry | None = None) -> None:
    Answer.objects.create(
        filing=filing,
        state=state,
        words=words,
        number=entry.number if entry else None,
        entry_id=entry.pk if entry else None,
        made_on=on,
    )


def settle_filing(
    filing: Filing,
    state: str,
    unlocked: Unlocked,
    on: date,
    entry: Entry | None = None,
    leaf: Leaf | None = None,
) -> None:
    filing.state, filing.decided_on, filing.decided_by = state, on, unlocked.member.pk
    filing.entry, filing.leaf = entry or filing.entry, leaf
    filing.save()
