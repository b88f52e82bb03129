# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk that was put back to an older day fetches what was published since.

The public side has every leaf, and what is open of it. Nothing of that is believed before it is shown to lead from
what this desk has to a checkpoint that the log's own key signed: then it is this log and no other. Otherwise nothing
is kept, and nothing will be signed. Values that were never public do not come back; which ones, is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from safehold.core import age, tlog
from safehold.core.envelopes import EnvelopeError
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.actions.appending import append_unasked
from safehold.desk.registrar.actions.collecting import TEXT_KINDS, values_of
from safehold.desk.registrar.actions.ending import end_fields
from safehold.desk.registrar.actions.retelling import Retelling, settle_notices
from safehold.desk.registrar.errors import LeafChanged, LeafRemoved, LogForked, OpeningChanged, StateWrong
from safehold.desk.registrar.models import CatchUp, Checkpoint, Filing, Leaf, LogHead, Office
from safehold.desk.registrar.queries.contents import Sent, write_sent
from safehold.desk.registrar.queries.keys import OfficeKey, open_key
from safehold.desk.registrar.rules.drafts import Draft
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register import errors as public_errors
from safehold.public.register import queries as published

AT_ONCE = 500
ENDINGS = ("withholding", "redaction")
Signed = tuple[tlog.Checkpoint, bytes]


def catch_up(unlocked: Unlocked, on: date) -> CatchUp:
    """Fetch the leaves that this desk lacks, with everything that follows from them; return what came and what did not.

    All of it or nothing. Raises StateWrong when nothing signed is missing here, or a LogBroken: what is public does
    not lead on from what this desk has.
    """
    office = queries.access_office(unlocked.member)
    with atomic_for(Leaf):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        key, head = open_key(unlocked, office), queries.hold_head(office)
        start, verifier = head.size, tlog.parse_vkey(office.verify_key)
        notes = _signed_notes(verifier)
        newest = max(notes, key=lambda each: each[0].size, default=None)
        if newest is None or newest[0].size <= start:
            raise StateWrong
        queries.verify_log(head, [verifier])
        fetched = _fetch(office, start, notes)
        lacking = _follow(key, fetched)
        _keep_checkpoint(office, newest, fetched[-1][0].on_day)
        row = CatchUp.objects.create(
            id=uuid4(),
            office=office,
            start=start,
            end=newest[0].size,
            lacking=lacking,
            filings=_fetch_filings(office, on),
            made_on=on,
            made_by=unlocked.member.pk,
        )
        audit.append(office.organisation_id, "register.caught_up", str(row.end), unlocked.member.pk, on=on)
        adapters.keep_last_signed(newest[1])
    erase_from_log(Leaf)
    return row


def _signed_notes(verifier: tlog.VerifierKey) -> list[Signed]:
    """Return the newest checkpoints that we signed: that of the public side, and the one beside the key.

    Raises LogForked for one that is not ours.
    """
    try:
        found = [published.read_checkpoint()]
    except public_errors.ThingUnknown:
        found = []
    beside = adapters.read_last_signed()
    found += [beside] if beside is not None else []
    notes = []
    for note in found:
        try:
            notes.append((tlog.open_checkpoint(note, [verifier]), note))
        except tlog.TlogError:
            raise LogForked(0) from None
    return [each for each in notes if each[0].size <= published.count_leaves()]


def _fetch(office: Office, start: int, notes: Sequence[Signed]) -> list[tuple[Leaf, Draft]]:
    """Append what is published up to the newest checkpoint; each one on the way must be what was signed."""
    fetched: list[tuple[Leaf, Draft]] = []
    for signed, _note in sorted(notes, key=lambda each: each[0].size):
        for at in range(start, signed.size, AT_ONCE):
            drafts = _read_drafts(at, min(at + AT_ONCE, signed.size))
            fetched += zip(append_unasked(office, drafts), drafts, strict=True)
        start = max(start, signed.size)
        if queries.root_at(signed.size) != signed.root:
            raise LogForked(signed.size)
    return fetched


def _read_drafts(start: int, end: int) -> list[Draft]:
    rows = published.list_publications(start, end)
    for expected, (position, _content, _openings) in enumerate(rows, start):
        if position != expected:
            raise LeafRemoved(expected)
    if len(rows) < end - start:
        raise LeafRemoved(start + len(rows))
    return [_read_draft(*row) for row in rows]


def _read_draft(position: int, content: bytes, openings: object) -> Draft:
    try:
        leaf = tlog.read_leaf(content)
    except tlog.TlogError:
        raise LeafChanged(position) from None
    try:
        opened = tlog.read_openings(openings)
        tlog.check_openings(leaf, opened)
        if leaf.kind in ENDINGS:
            tlog.withheld_names(leaf, opened)
    except (tlog.TlogError, EnvelopeError):
        raise OpeningChanged(position) from None
    return Draft(leaf, opened)


def _follow(key: OfficeKey, fetched: Sequence[tuple[Leaf, Draft]]) -> dict[str, list[str]]:
    """Make entries, entities and endings anew; return what is lacking: position -> names of fields."""
    retelling = Retelling()
    erased: set[tuple[int, str]] = set()
    for row, draft in fetched:
        retelling.tell(row, draft)
        if row.kind in ENDINGS:
            names = tlog.withheld_names(draft.leaf, draft.public)
            about = list(Leaf.objects.filter(position__in=draft.leaf.about))
            end_fields(key, row.kind, about, names)
            if row.kind == "redaction":
                erased |= {(position, name) for position in draft.leaf.about for name in names}
    settle_notices([(row, draft.leaf) for row, draft in fetched])
    lacking = {
        str(row.position): sorted(
            name for name in set(draft.leaf.fields) - set(draft.public) if (row.position, name) not in erased
        )
        for row, draft in fetched
    }
    return {position: names for position, names in lacking.items() if names}


def _keep_checkpoint(office: Office, newest: Signed, signed_on: date) -> None:
    """What is signed next goes on from here."""
    signed, note = newest
    head = queries.read_head(office)
    Checkpoint.objects.create(
        size=signed.size, root=signed.root, frontier=bytes(head.frontier), note=note, signed_on=signed_on
    )
    covered = published.count_covered()
    LogHead.objects.filter(office=office).update(published_size=signed.size, published_checkpoint=covered)


def _fetch_filings(office: Office, on: date) -> int:
    """Fetch filings that lie on the public side still, and what the office has answered since; return how many."""
    known = {row.pk: row for row in Filing.objects.select_for_update()}
    count = 0
    for each in published.list_collected_filings():
        row, values, state = known.get(each.sent.id), values_of(each.sent), _state_of(each)
        if row is None and values is not None:
            _keep_filing(office, each, values, state, on)
        elif row is not None and row.state == Filing.State.WAITING and state != row.state:
            row.state, row.decided_on = state, each.answered_on
            row.entry = queries.find_entry(each.sent.entry_id)
            row.save(update_fields=["state", "decided_on", "entry"])
        else:
            continue
        count += 1
    return count


def _state_of(each: published.CollectedFiling) -> str:
    """What became of a filing. Accepted: its entry came back with the log. The rest is the public side's word."""
    if each.state not in Filing.State.values:
        return Filing.State.WAITING
    is_version = each.state == Filing.State.ACCEPTED and each.sent.kind not in TEXT_KINDS
    if is_version and queries.find_entry(each.sent.entry_id) is None:
        return Filing.State.WAITING
    return each.state


def _keep_filing(
    office: Office, each: published.CollectedFiling, values: Mapping[str, Any], state: str, on: date
) -> None:
    sent = each.sent
    row = Filing(
        pk=sent.id,
        office=office,
        kind=sent.kind,
        form=sent.form,
        entry=queries.find_entry(sent.entry_id),
        account=sent.account,
        follows=sent.follows,
        sent_on=sent.sent_on,
        collected_on=on,
        state=state,
        decided_on=each.answered_on,
        key_version=office.key_version,
    )
    said = ({"on": str(each.answered_on), "state": state, "words": each.words},) if each.words else ()
    content = Sent(values, sent.about, said)
    row.sealed = write_sent(row, content, age.parse_recipient(office.recipient))
    row.save(force_insert=True)
