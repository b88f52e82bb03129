# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds links to an organisation's chain, and raises and settles alarms. Nothing here changes or deletes a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import router, transaction

from safehold.desk.audit import queries, rules
from safehold.desk.audit.errors import AlarmUnknown, ChainBroken, TransactionMissing
from safehold.desk.audit.models import Alarm, AuditHead, AuditRow
from safehold.persistence.transactions import atomic_for


def append(
    organisation_id: UUID, verb: str, subject: object = "", member_id: UUID | None = None, *, on: date
) -> AuditRow:
    """Add one row inside the caller's transaction: what was done and its trace stand or fall together.

    verb: one of `verbs.WORDS`. subject: an id, never content. member_id: None when the software acted by
    itself. Raises TransactionMissing outside a transaction on the desk's database.
    """
    alias = router.db_for_write(AuditRow)
    if not transaction.get_connection(alias).in_atomic_block:
        raise TransactionMissing
    head = _locked_head(organisation_id)
    row = AuditRow(
        organisation_id=organisation_id,
        sequence=head.sequence + 1,
        on_day=on,
        member_id=member_id,
        verb=verb,
        subject=str(subject),
        previous_hash=head.hash,
    )
    row.hash = head.hash = rules.hash_of(row)
    head.sequence = row.sequence
    row.save(force_insert=True)
    head.save(update_fields=["sequence", "hash"])
    return row


def _locked_head(organisation_id: UUID) -> AuditHead:
    AuditHead.objects.get_or_create(
        organisation_id=organisation_id, defaults={"hash": rules.first_hash(organisation_id)}
    )
    return AuditHead.objects.select_for_update().get(organisation_id=organisation_id)


def hold_chains(organisation_ids: Iterable[UUID]) -> None:
    """Lock the heads of several chains, always in the same order, before one act writes to all of them.

    Call it after locking cases, subjects and vaults, and before rows that a withdrawal closes.
    """
    for organisation_id in sorted(set(organisation_ids)):
        _locked_head(organisation_id)


def record(organisation_id: UUID, verb: str, member_id: UUID, on: date) -> AuditRow:
    """Add a row of its own, for what changes nothing else."""
    with atomic_for(AuditRow):
        return append(organisation_id, verb, "", member_id, on=on)


WHOLE_UP_TO = 5_000
"""A chain of at most so many rows is followed from its first link each time: that takes a tenth of a second."""


@dataclass(frozen=True)
class Followed:
    """How far a chain was followed, on which day from its first link, and where it does not hold."""

    head: rules.Head
    on_day: date
    broken_at: int | None = None


_followed: dict[UUID, Followed] = {}


def follow_chain(organisation_id: UUID, on: date, followed: dict[UUID, Followed] = _followed) -> int | None:
    """Follow an organisation's chain; return the first row that does not hold, after raising an alarm; None if all do.

    A long chain is followed whole once a day, and in between from where this process followed it last. followed: what
    the process remembers, brought up to date. The head that it remembers must still be there: so a chain written anew
    while the process runs is noticed, too.
    """
    past, head = followed.get(organisation_id), queries.find_head(organisation_id)
    if past and past.on_day == on and (past.head == head or past.broken_at):
        return past.broken_at
    is_whole = past is None or past.on_day != on or head[0] <= WHOLE_UP_TO
    broken_at = _first_fault(organisation_id, past.head if past else (0, ""), is_whole)
    if broken_at:
        raise_alarm(organisation_id, "chain-broken", broken_at, on=on)
    followed[organisation_id] = Followed(head, on, broken_at)
    return broken_at


def _first_fault(organisation_id: UUID, past: rules.Head, is_whole: bool) -> int | None:
    try:
        length = queries.check_organisation(organisation_id, (0, "") if is_whole else past)
    except ChainBroken as broken:
        return broken.sequence
    return None if queries.holds_link(organisation_id, past) else min(past[0], length + 1)


def raise_alarm(organisation_id: UUID, kind: str, subject: object = "", *, on: date) -> bool:
    """Have a lead of an organisation look at something; return False when the same alarm is open already.

    kind: one of `alarms.WORDS`. subject: an id, never content.
    """
    with atomic_for(Alarm):
        _, is_new = Alarm.objects.get_or_create(
            organisation_id=organisation_id,
            kind=kind,
            subject=str(subject),
            settled_on=None,
            defaults={"raised_on": on},
        )
        if is_new:
            append(organisation_id, "alarm.raised", kind, on=on)
    return is_new


def settle_alarm(member_id: UUID, organisation_id: UUID, alarm_id: UUID, on: date) -> None:
    """Note that a lead has looked at an alarm; raise AlarmUnknown for another organisation's. Twice is once."""
    with atomic_for(Alarm):
        alarm = Alarm.objects.select_for_update().filter(id=alarm_id, organisation_id=organisation_id).first()
        if alarm is None:
            raise AlarmUnknown
        if alarm.settled_on is None:
            alarm.settled_on, alarm.settled_by = on, member_id
            alarm.save(update_fields=["settled_on", "settled_by"])
            append(organisation_id, "alarm.settled", alarm.kind, member_id, on=on)
