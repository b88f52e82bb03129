# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk asks for. Each of these is one read of the public database; none of them opens anything."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min

from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, Reply, SignedList, Withdrawal


@dataclass(frozen=True)
class Waiting:
    """How much the desk has not collected."""

    envelopes: int
    files: int
    withdrawals: int


def list_uncollected_envelopes(limit: int, besides: Collection[UUID] = ()) -> list[Envelope]:
    """Sealed texts, each with its mailbox (whose id is the report's id, and which names the organisation).

    besides: ids that the desk has looked at and left.
    """
    rows = Envelope.objects.filter(collected_on=None).exclude(id__in=besides).select_related("mailbox")
    return list(rows.order_by("received_on", "id")[:limit])


def list_uncollected_files(limit: int, besides: Collection[UUID] = ()) -> list[FileEnvelope]:
    """Sealed files, each with its mailbox; the bytes lie in the store under `stored_name`."""
    rows = FileEnvelope.objects.filter(collected_on=None).exclude(id__in=besides).select_related("mailbox")
    return list(rows.order_by("received_on", "id")[:limit])


def list_uncollected_withdrawals(limit: int, besides: Collection[UUID] = ()) -> list[Withdrawal]:
    rows = Withdrawal.objects.filter(collected_on=None).exclude(id__in=besides)
    return list(rows.order_by("on_day", "id")[:limit])


def organisation_of(report_id: UUID) -> UUID | None:
    """The organisation that a report was sent to; None when the mailbox was closed."""
    return Mailbox.objects.filter(id=report_id).values_list("organisation_id", flat=True).first()


def find_newest_list_versions() -> dict[tuple[str, UUID | None], int]:
    """The version held of each signed list, by kind and organisation."""
    rows = SignedList.objects.values_list("kind", "organisation_id", "version")
    return {(kind, organisation_id): version for kind, organisation_id, version in rows}


def list_reply_ids(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these replies have arrived here."""
    return set(Reply.objects.filter(id__in=list(ids)).values_list("id", flat=True))


def count_waiting() -> Waiting:
    return Waiting(
        envelopes=Envelope.objects.filter(collected_on=None).count(),
        files=FileEnvelope.objects.filter(collected_on=None).count(),
        withdrawals=Withdrawal.objects.filter(collected_on=None).count(),
    )


def list_stored_names() -> set[str]:
    """The names of the files that rows speak of; the store itself lists what lies there."""
    return set(FileEnvelope.objects.values_list("stored_name", flat=True))


def list_collected_envelope_ids() -> set[UUID]:
    """Ids of the sealed texts that the desk has said it holds."""
    return set(Envelope.objects.exclude(collected_on=None).values_list("id", flat=True))


def list_collected_file_ids() -> set[UUID]:
    """Ids of the sealed files that the desk has said it holds."""
    return set(FileEnvelope.objects.exclude(collected_on=None).values_list("id", flat=True))


def oldest_waiting_day() -> date | None:
    """The day of the oldest sealed text or file that the desk has not collected."""
    days = [
        model.objects.filter(collected_on=None).aggregate(oldest=Min("received_on"))["oldest"]
        for model in (Envelope, FileEnvelope)
    ]
    return min((day for day in days if day is not None), default=None)


def newest_day() -> date | None:
    """The newest day on which anything was received: a clock that went back shows here."""
    newest: date | None = Envelope.objects.aggregate(newest=Max("received_on"))["newest"]
    return newest


def list_mailbox_ids(ids: Iterable[UUID]) -> set[UUID]:
    """Which of these mailboxes are still open."""
    return set(Mailbox.objects.filter(id__in=list(ids)).values_list("id", flat=True))
