# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to audit rows and alarms. Each function names the organisation: there is no way to list across them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from safehold.desk.audit import rules
from safehold.desk.audit.alarms import Shown, put_into_words
from safehold.desk.audit.errors import ChainBroken, Fault
from safehold.desk.audit.models import Alarm, AuditHead, AuditRow
from safehold.desk.audit.verbs import WORDS, kind_of

CHUNK = 2000
"""Rows read at a time: no cursor stays open while a slow reader downloads."""


@dataclass(frozen=True)
class RowFilter:
    """What to list. kind: a value of `Kind`, or "" for all. case: the first letters of a case's id, in hex."""

    member_id: UUID | None = None
    kind: str = ""
    case: str = ""


@dataclass(frozen=True)
class Reading:
    """How much one member read. member_id: None for the software."""

    member_id: UUID | None
    readings: int
    cases: int


def list_rows(
    organisation_id: UUID, limit: int = 50, before: int | None = None, chosen: RowFilter = RowFilter()
) -> list[AuditRow]:
    """Return an organisation's rows, newest first; those older than link `before` when it is given."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id)
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    if chosen.member_id:
        rows = rows.filter(member_id=chosen.member_id)
    if chosen.kind:
        rows = rows.filter(verb__in=[verb for verb in WORDS if kind_of(verb) == chosen.kind])
    if chosen.case:
        rows = rows.filter(subject__startswith=chosen.case)
    return list(rows.order_by("-sequence")[:limit])


def count_readings(organisation_id: UUID, since: date) -> list[Reading]:
    """Return how often each member read a case from a day on, and how many different ones; who read most, first."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id, verb="case.read", on_day__gte=since)
    counted = rows.values_list("member_id").annotate(
        readings=Count("id"), cases=Count("subject", distinct=True)
    )
    return [Reading(*row) for row in counted.order_by("-cases", "-readings", "member_id")]


def find_newest_day(organisation_id: UUID, verb: str) -> date | None:
    """Return the last day on which something was done; None for never."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id, verb=verb)
    return rows.order_by("-sequence").values_list("on_day", flat=True).first()


def find_head(organisation_id: UUID) -> rules.Head:
    """Return the sequence and hash of the newest link: (0, "") for a chain not begun."""
    head = AuditHead.objects.filter(organisation_id=organisation_id).first()
    return (head.sequence, head.hash) if head else (0, "")


def list_heads() -> dict[UUID, rules.Head]:
    """Return the newest link of each organisation's chain, for whoever keeps them elsewhere."""
    return {head.organisation_id: (head.sequence, head.hash) for head in AuditHead.objects.all()}


def find_last_verb(organisation_id: UUID, subject: str, verbs: Collection[str]) -> str | None:
    """Return which of some verbs was done last to a subject; None when none was."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id, subject=subject, verb__in=verbs)
    return rows.order_by("-sequence").values_list("verb", flat=True).first()


def list_organisation_ids() -> list[UUID]:
    """Return the ids of all organisations that have a chain."""
    return list(AuditHead.objects.order_by("organisation_id").values_list("organisation_id", flat=True))


def iterate_links(organisation_id: UUID, until: int, since: int = 0) -> Iterator[rules.Row]:
    """Yield the links after `since` up to `until`, oldest first."""
    rows = AuditRow.objects.filter(organisation_id=organisation_id, sequence__lte=until).order_by("sequence")
    while True:
        chunk = list(rows.filter(sequence__gt=since).values_list(*LINK_FIELDS)[:CHUNK])
        yield from (rules.Row(*fields) for fields in chunk)
        if len(chunk) < CHUNK:
            return
        since = chunk[-1][1]


LINK_FIELDS = (
    "organisation_id",
    "sequence",
    "on_day",
    "member_id",
    "verb",
    "subject",
    "previous_hash",
    "hash",
)
"""The fields of a link, in the order of `rules.Row`."""


def check_organisation(organisation_id: UUID, since: rules.Head = (0, "")) -> int:
    """Follow the stored chain up to its head; return its length, or raise ChainBroken.

    since: a link that was followed before; what follows it must follow from it.
    """
    is_begun = AuditRow.objects.filter(organisation_id=organisation_id).exists()
    head = find_head(organisation_id)
    if is_begun and not head[0]:
        raise ChainBroken(1, Fault.BEYOND)
    return rules.check_chain(iterate_links(organisation_id, head[0], since[0]), organisation_id, head, since)


def holds_link(organisation_id: UUID, kept: rules.Head) -> bool:
    """Whether the chain contains a link that was its head once, as somebody kept it: a backup, a running process."""
    sequence, digest = kept
    rows = AuditRow.objects.filter(organisation_id=organisation_id, sequence=sequence, hash=digest)
    return sequence == 0 or rows.exists()


def list_open_alarms(organisation_id: UUID) -> list[Alarm]:
    """Return what an organisation's leads have still to look at, newest first."""
    return list(_alarms(organisation_id).filter(settled_on=None))


def show_open_alarms(organisation_id: UUID) -> list[Shown]:
    """Return the open alarms with their words."""
    return put_into_words(list_open_alarms(organisation_id))


def show_settled_alarms(organisation_id: UUID, limit: int = 50) -> list[Shown]:
    """Return what was looked at, newest first, with its words."""
    return put_into_words(_alarms(organisation_id).filter(settled_on__isnull=False)[:limit])


def _alarms(organisation_id: UUID) -> QuerySet[Alarm]:
    return Alarm.objects.filter(organisation_id=organisation_id).order_by("-raised_on", "kind", "subject")
