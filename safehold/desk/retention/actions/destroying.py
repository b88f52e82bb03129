# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The end of a case, or of a report that could not be opened: one transaction, and no way back.

Whoever opens this later finds no key: neither of the case, nor of its files, whose secret was sealed under it. What
lies outside of the database follows at once, or in the next round of the daily job (`finishing`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core.envelopes import encode
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.errors import CaseUnknown
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox import queries as sealed
from safehold.desk.retention import queries, rules
from safehold.desk.retention.actions.deciding import require_lead
from safehold.desk.retention.actions.finishing import finish
from safehold.desk.retention.errors import NotDue, NotEnded, ReadElsewhere, SomethingWaits
from safehold.desk.retention.models import Due, GoneReport, Leftover, Reason, Tombstone
from safehold.desk.sharing import actions as sharing
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.web.references import reference_of

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

TASK = "retention-due"
Check = Callable[[], str]
"""Looks again, with everything locked; returns the class. Raises NotEnded."""


def destroy_now(unlocked: Unlocked, case: Case, reason: str, on: date) -> Tombstone:
    """End a case because a lead says so, whatever its state. Raises NotEnded, or CaseUnknown for one that is gone."""

    def check() -> str:
        require_lead(unlocked.member)
        return "now"

    if reason not in Reason.values:
        raise NotEnded
    return _end_case(unlocked.organisation_id, case.id, check, reason, unlocked.member, on)


def destroy_due(
    unlocked: Unlocked, due_ids: Collection[UUID], on: date
) -> tuple[list[Tombstone], list[tuple[Due, NotEnded]]]:
    """End what a lead confirmed of the list, each by itself; return what ended, and what did not and why."""
    ended, kept = [], []
    for due in (each for each in queries.list_due(unlocked.member) if each.id in set(due_ids)):
        try:
            ended.append(destroy_one(due, unlocked.member, on))
        except NotEnded as refusal:
            kept.append((due, refusal))
        except CaseUnknown:
            kept.append((due, NotDue()))
    return ended, kept


def destroy_one(due: Due, by: Member | None, on: date, still: Callable[[], None] | None = None) -> Tombstone:
    """End one thing of the list, if its time is still over. still: what must hold besides, in the transaction."""

    def check() -> str:
        if by is not None:
            require_lead(by)
        if still is not None:
            still()
        policy = queries.read_rules(due.organisation_id, held=True)
        over = queries.list_over(due.organisation_id, policy, on, only=[due.subject_id])
        if not over or (by is None and over[0].kind == queries.UNOPENED):
            raise NotDue
        return over[0].kind

    if due.kind in queries.SEALED_REPORTS:
        return _end_report(due, check, by, on)
    return _end_case(due.organisation_id, due.subject_id, check, Reason.PERIOD, by, on)


def _end_case(
    organisation_id: UUID, case_id: UUID, check: Check, reason: str, by: Member | None, on: date
) -> Tombstone:
    with atomic_for(Tombstone):
        held = cases.hold_family(case_id)
        if not held or held[0].organisation_id != organisation_id:
            raise CaseUnknown
        first, case_ids = held[0], [case.id for case in held]
        if first.merged_into_id:
            raise ReadElsewhere
        consent.hold_subjects([*case_rows.list_consent_subjects(first), *case_ids])
        keys.hold_vaults(organisation_id)
        queries.require_unheld(case_ids)
        _require_read(held)
        kind = check()
        for each in case_ids:
            sharing.forget_case(each, on)
        opened_on, closed_on = min(case.opened_on for case in held), first.closed_on
        erased = cases.erase_cases(held)
        gone = inbox.forget_reports(erased.report_ids, on)
        counts = {**erased.counts, "inbox": gone.texts, "file": len(gone.stored_names)}
        Due.objects.filter(subject_id__in=case_ids).delete()
        tombstone = Tombstone(organisation_id=organisation_id, case_id=case_id, kind=kind, reason=reason)
        tombstone.opened_on, tombstone.closed_on = opened_on, closed_on
        _bury(tombstone, "case.destroyed", case_ids, counts, by, on)
        _leave(tombstone, erased.report_ids, gone.stored_names)
    return _sweep_up(tombstone, on)


def _require_read(held: Collection[Case]) -> None:
    """What somebody wrote and nobody has read is not destroyed."""
    report_ids = [report_id for case in held for report_id in case_rows.list_report_ids(case)]
    if sealed.pending_messages(report_ids).exists() or sealed.pending_files(report_ids).exists():
        raise SomethingWaits


def _end_report(due: Due, check: Check, by: Member | None, on: date) -> Tombstone:
    with atomic_for(Tombstone):
        envelope = sealed.hold_sealed(due.organisation_id, due.subject_id)
        if envelope is None:
            raise NotDue
        kind, report_id = check(), envelope.report_id
        gone = inbox.forget_reports([report_id], on)
        counts = {"inbox": gone.texts, "file": len(gone.stored_names)}
        tasks.close_tasks(due.organisation_id, due.subject_id, on, kinds=[TASK])
        Due.objects.filter(subject_id=due.subject_id).delete()
        tombstone = Tombstone(organisation_id=due.organisation_id, case_id=report_id, kind=kind)
        tombstone.reason, tombstone.opened_on = Reason.PERIOD, envelope.received_on
        _bury(tombstone, "report.destroyed", [report_id], counts, by, on)
        _leave(tombstone, [report_id], gone.stored_names)
    return _sweep_up(tombstone, on)


def _bury(
    tombstone: Tombstone,
    verb: str,
    ids: Collection[UUID],
    counts: dict[str, int],
    by: Member | None,
    on: date,
) -> None:
    """Write the record, then what the certificate says of it, then its hash into the record."""
    organisation_id, by_id = tombstone.organisation_id, by.pk if by else None
    for each in ids:
        row = audit.append(organisation_id, verb, each, by_id, on=on)
    backups_until = queries.find_backups_end(on)
    document = rules.Destruction(
        organisation_id=str(organisation_id),
        organisation=tombstone.organisation.slug,
        case_ids=[str(each) for each in ids],
        references=[reference_of(each) for each in ids],
        opened_on=_iso(tombstone.opened_on),
        closed_on=_iso(tombstone.closed_on),
        kind=tombstone.kind,
        reason=tombstone.reason,
        destroyed_on=on.isoformat(),
        by=str(by_id or ""),
        counts={kind: count for kind, count in counts.items() if count},
        audit_sequence=row.sequence,
        audit_hash=row.hash,
        backups_until=_iso(backups_until),
    )
    audit.append(organisation_id, "destruction.certified", rules.digest_of(document), on=on)
    tombstone.reference = reference_of(tombstone.case_id)
    tombstone.destroyed_on, tombstone.destroyed_by = on, by
    tombstone.document = encode(document)
    tombstone.save(force_insert=True)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _leave(tombstone: Tombstone, report_ids: Collection[UUID], stored_names: Collection[str]) -> None:
    """Note what is still to be deleted outside of this database: a crash loses none of it."""
    GoneReport.objects.bulk_create(GoneReport(id=each, tombstone=tombstone) for each in report_ids)
    Leftover.objects.bulk_create(Leftover(tombstone=tombstone, stored_name=name) for name in stored_names)


def _sweep_up(tombstone: Tombstone, on: date) -> Tombstone:
    erase_from_log(Tombstone)
    sharing.sweep(on)
    finish(tombstone, on)
    return tombstone
