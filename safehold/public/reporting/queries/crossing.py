# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the desk asks for. None of these opens anything.

Whoever can write to this database can write a day that is none, or an id that is none. Such a row is left where it
is: it must not hide those behind it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import DataError
from django.db.models import Max, Min, Model, QuerySet, TextField
from django.db.models.functions import Cast

from safehold.public.reporting import kept_lists
from safehold.public.reporting.models import Envelope, FileEnvelope, Mailbox, Reply, SignedList, Withdrawal

UNREADABLE = (ValueError, TypeError, OverflowError, DataError)
"""What a value that is none raises while its row is read, on either database."""

R = TypeVar("R", bound=Model)


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
    return _readable(rows.order_by("received_on", "id"), limit)


def list_uncollected_files(limit: int, besides: Collection[UUID] = ()) -> list[FileEnvelope]:
    """Sealed files, each with its mailbox; the bytes lie in the store under `stored_name`."""
    rows = FileEnvelope.objects.filter(collected_on=None).exclude(id__in=besides).select_related("mailbox")
    return _readable(rows.order_by("received_on", "id"), limit)


def list_uncollected_withdrawals(limit: int, besides: Collection[UUID] = ()) -> list[Withdrawal]:
    rows = Withdrawal.objects.filter(collected_on=None).exclude(id__in=besides)
    return _readable(rows.order_by("on_day", "id"), limit)


def _readable(rows: QuerySet[R], limit: int) -> list[R]:
    """The first `limit` rows that can be read: together or, where one of them cannot, each by itself."""
    try:
        return list(rows[:limit])
    except UNREADABLE:
        named = rows.annotate(written=Cast("pk", TextField()))
    found: list[R] = []
    for written in named.values_list("written", flat=True):
        if len(found) == limit:
            break
        try:
            found += named.filter(written=written)
        except UNREADABLE:
            continue
    return found


def _ids(rows: QuerySet[R]) -> set[UUID]:
    return {row.pk for row in _readable(rows.only("pk"), rows.count())}


def count_unreadable() -> int:
    """How many rows hold a value that is none. Our software writes no such row."""
    rows: list[QuerySet[Model]] = [
        Envelope.objects.defer("sealed"),
        FileEnvelope.objects.defer("sealed_note"),
        Withdrawal.objects.all(),
        Mailbox.objects.all(),
    ]
    return sum(each.count() - len(_readable(each, each.count())) for each in rows)


def find_newest_list_versions() -> dict[tuple[str, UUID | None], int]:
    """The version held of each signed list, by kind and organisation."""
    rows = SignedList.objects.values_list("kind", "organisation_id", "version")
    return {(kind, organisation_id): version for kind, organisation_id, version in rows}


def list_lists() -> list[SignedList]:
    """The signed lists in this database, as they stand: anybody who writes here may have put them there."""
    return _readable(SignedList.objects.all(), SignedList.objects.count())


def list_kept_lists(kind: str, organisation_id: UUID | None) -> list[bytes]:
    """What the public site keeps of a signed list outside this database, newest first; none on another host."""
    return list(kept_lists.list_kept(kind, organisation_id))


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


def list_collected_withdrawals() -> list[Withdrawal]:
    """The withdrawals that the desk has said it applied."""
    return _readable(Withdrawal.objects.exclude(collected_on=None), Withdrawal.objects.count())


def list_key_ids() -> set[str]:
    """The intake keys that sealed texts here name."""
    return set(Envelope.objects.values_list("key_id", flat=True))


def list_collected_envelope_ids() -> set[UUID]:
    """Ids of the sealed texts that the desk has said it holds."""
    return _ids(Envelope.objects.exclude(collected_on=None))


def list_collected_file_ids() -> set[UUID]:
    """Ids of the sealed files that the desk has said it holds."""
    return _ids(FileEnvelope.objects.exclude(collected_on=None))


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
