# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What waits, still sealed. A member sees their organisation's, and only if their role opens cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from safehold.desk.cases import queries as cases
from safehold.desk.consent import queries as consent
from safehold.desk.consent.rules import PURPOSES
from safehold.desk.inbox.errors import EnvelopeUnknown
from safehold.desk.inbox.models import EndedFile, Envelope, FileEnvelope, Kind
from safehold.desk.inbox.rules import MAILBOX, withdrawal_source

if TYPE_CHECKING:
    from datetime import date

    from safehold.desk.members.models import Member
    from safehold.public.reporting.models import Withdrawal


class Waiting(NamedTuple):
    """How many sealed reports wait to be opened, and how many of them are urgent."""

    reports: int
    urgent: int


class Queued(NamedTuple):
    """One sealed report in the queue: what may be known without a key."""

    envelope: Envelope
    files: int
    later_messages: int
    closed_on: date | None


def count_waiting(organisation_id: UUID) -> Waiting:
    counted = _waiting_reports(organisation_id).aggregate(
        reports=Count("id"), urgent=Count("id", filter=Q(urgent=True))
    )
    return Waiting(counted["reports"], counted["urgent"])


def list_queue(member: Member) -> list[Queued]:
    """Return the sealed reports that wait, urgent first, then the oldest."""
    if not member.works_on_cases:
        return []
    envelopes = list(
        _waiting_reports(member.organisation_id).defer("sealed").order_by("-urgent", "received_on", "id")
    )
    ids = [envelope.report_id for envelope in envelopes]
    files = _count_by_report(FileEnvelope.objects.filter(report_id__in=ids))
    later = _count_by_report(Envelope.objects.filter(report_id__in=ids).exclude(kind=Kind.REPORT))
    closed = consent.map_closed(ids)
    return [
        Queued(e, files.get(e.report_id, 0), later.get(e.report_id, 0), closed.get(e.report_id))
        for e in envelopes
    ]


def list_refused(member: Member) -> list[Envelope]:
    """Return the sealed reports of this organisation that could not be opened and are kept for
    examination."""
    if not member.works_on_cases:
        return []
    refused = Envelope.objects.filter(
        organisation_id=member.organisation_id, kind=Kind.REPORT, refused_on__isnull=False
    )
    return list(refused.defer("sealed").order_by("received_on", "id"))


def list_refused_days(organisation_id: UUID) -> list[tuple[UUID, date]]:
    """Return the sealed reports that could not be opened, and the day on which that was; the oldest first."""
    refused = Envelope.objects.filter(
        organisation_id=organisation_id, kind=Kind.REPORT, opened_on=None, refused_on__isnull=False
    )
    return [
        (envelope_id, day)
        for envelope_id, day in refused.order_by("refused_on", "id").values_list("id", "refused_on")
        if day is not None
    ]


def list_waiting_days(organisation_id: UUID) -> list[tuple[UUID, date]]:
    """Return the sealed reports that nobody has opened yet, and the last day on which something of each came."""
    waiting = Envelope.objects.filter(
        organisation_id=organisation_id, kind=Kind.REPORT, opened_on=None, refused_on=None
    )
    rows = list(waiting.order_by("received_on", "id").values_list("id", "report_id", "received_on"))
    newest = {report_id: day for _id, report_id, day in rows}
    for model in (Envelope, FileEnvelope):
        later = model._default_manager.filter(report_id__in=waiting.values("report_id"))
        for report_id, day in later.values_list("report_id").annotate(Max("received_on")):
            newest[report_id] = max(newest.get(report_id, day), day)
    return [(envelope_id, newest[report_id]) for envelope_id, report_id, _day in rows]


def hold_sealed(organisation_id: UUID, envelope_id: UUID) -> Envelope | None:
    """Return a report that is still sealed, locked until the transaction ends; None when it was opened or is gone."""
    rows = Envelope.objects.select_for_update().filter(organisation_id=organisation_id, kind=Kind.REPORT)
    return rows.filter(id=envelope_id, opened_on=None).first()


def access_envelope(member: Member, envelope_id: UUID) -> Envelope:
    """Return a sealed report this member may open. Raises EnvelopeUnknown, also for another
    organisation's."""
    reports = Envelope.objects.filter(organisation_id=member.organisation_id, kind=Kind.REPORT)
    envelope = reports.filter(id=envelope_id).first() if member.opens_cases else None
    if envelope is None:
        raise EnvelopeUnknown
    return envelope


def pending_messages(report_ids: Iterable[UUID]) -> QuerySet[Envelope]:
    """Return the later messages of these reports that nobody has opened, oldest first."""
    pending = Envelope.objects.filter(report_id__in=list(report_ids), opened_on=None, refused_on=None)
    return pending.exclude(kind=Kind.REPORT).order_by("received_on", "ledger_position", "collected_on", "id")


def list_to_forward(organisation_id: UUID) -> list[Envelope]:
    """Return the later messages that were sent to an organisation and are about cases that went to another one."""
    waiting = Envelope.objects.filter(organisation=organisation_id, opened_on=None, refused_on=None)
    later = list(waiting.exclude(kind=Kind.REPORT).order_by("received_on", "id"))
    owners = cases.map_owners(envelope.report_id for envelope in later)
    return [e for e in later if owners.get(e.report_id, organisation_id) != organisation_id]


def count_to_forward(report_ids: Iterable[UUID], owner_id: UUID) -> int:
    """Return how many later messages wait until the organisation that they were sent to passes them on."""
    return pending_messages(report_ids).exclude(organisation=owner_id).count()


def pending_files(report_ids: Iterable[UUID]) -> QuerySet[FileEnvelope]:
    """Return the files of these reports whose notes nobody has opened, oldest first."""
    pending = FileEnvelope.objects.filter(report_id__in=list(report_ids), opened_on=None, refused_on=None)
    return pending.order_by("received_on", "id")


def count_refused(report_ids: Iterable[UUID]) -> int:
    """Return how many later messages and files of these reports did not carry the right signature."""
    refused = {"report_id__in": list(report_ids), "refused_on__isnull": False}
    messages = Envelope.objects.filter(**refused).exclude(kind=Kind.REPORT).count()
    return messages + FileEnvelope.objects.filter(**refused).count()


def list_stored_names() -> set[str]:
    """Return the names of all files that rows here name; the store should hold these and no others."""
    return set(FileEnvelope.objects.filter(destroyed_on=None).values_list("stored_name", flat=True))


def list_ended_names() -> set[str]:
    """Return the names of files that the store may still hold for a while, though no row names them."""
    return set(EndedFile.objects.values_list("stored_name", flat=True))


def list_files() -> list[tuple[UUID, str]]:
    """Return every file's id and its name in the store."""
    return list(FileEnvelope.objects.values_list("id", "stored_name"))


def list_key_ids() -> set[str]:
    """Return the intake keys that sealed texts here name and still need: not opened yet, or kept for examination."""
    return set(Envelope.objects.exclude(sealed=b"").values_list("key_id", flat=True))


def list_key_ids_since(day: date) -> set[str]:
    """Return the intake keys to which texts were sealed that were received on a day or later, opened or not."""
    return set(Envelope.objects.filter(received_on__gte=day).values_list("key_id", flat=True))


def list_lost_withdrawals(withdrawals: Iterable[Withdrawal]) -> set[UUID]:
    """Return those that the ledger should hold and does not, as after a desk brought back from an older copy."""
    known = [row for row in withdrawals if row.scope in (*PURPOSES, MAILBOX)]
    written = consent.which_sources(withdrawal_source(row.id) for row in known)
    return {
        row.id
        for row in known
        if withdrawal_source(row.id) not in written and find_report_organisation(row.report_id) is not None
    }


def find_report_organisation(report_id: UUID) -> UUID | None:
    """Return the organisation whose desk holds a report, opened or not."""
    reports = Envelope.objects.filter(report_id=report_id, kind=Kind.REPORT)
    return reports.values_list("organisation_id", flat=True).first()


def _waiting_reports(organisation_id: UUID) -> QuerySet[Envelope]:
    return Envelope.objects.filter(
        organisation_id=organisation_id, kind=Kind.REPORT, opened_on=None, refused_on=None
    )


def _count_by_report(rows: QuerySet[Envelope] | QuerySet[FileEnvelope]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("report_id").annotate(n=Count("id")))


def list_known_ids() -> tuple[set[UUID], set[UUID]]:
    """Return the ids of all sealed texts, and of all files, that this desk holds or has opened."""
    return (
        set(Envelope.objects.values_list("id", flat=True)),
        set(FileEnvelope.objects.values_list("id", flat=True)),
    )
