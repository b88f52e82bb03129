# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which referrals there are: those of one case, and those of the organisation that are overdue or silent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.query import QuerySet

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.consent import queries as consent
from safehold.desk.referrals import rules
from safehold.desk.referrals.errors import ReferralUnknown
from safehold.desk.referrals.models import Letter, Packet, Referral

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


@dataclass(frozen=True)
class DueReferral:
    """One line of the overdue list. `title` is empty while locked."""

    row: Referral
    days_late: int
    is_silent: bool
    title: str = field(default="", repr=False)


def access_referral(case: Case, referral_id: UUID) -> Referral:
    """Return a referral of this case. Raises ReferralUnknown, also for another case's."""
    found = Referral.objects.filter(case=case, id=referral_id).select_related("case", "author").first()
    if found is None:
        raise ReferralUnknown
    return found


def access_packet(referral: Referral, packet_id: UUID) -> Packet:
    """Return a packet that left. Raises ReferralUnknown."""
    found = Packet.objects.filter(referral=referral, id=packet_id).first()
    if found is None:
        raise ReferralUnknown
    return found


def access_letter(referral: Referral, letter_id: UUID) -> Letter:
    """Return a letter of a referral. Raises ReferralUnknown."""
    found = Letter.objects.filter(referral=referral, id=letter_id).first()
    if found is None:
        raise ReferralUnknown
    return found


def list_referrals(case: Case) -> list[Referral]:
    """Return every referral of a case, in the order in which they were made."""
    return list(Referral.objects.filter(case=case).select_related("author").order_by("created_on", "id"))


def list_together(case: Case) -> list[Referral]:
    """The same of a case and of those that are read in it; each row keeps its own case."""
    return [row for each in cases.list_family(case) for row in list_referrals(each)]


def list_packets(referral: Referral) -> list[Packet]:
    """Return what left, oldest first."""
    return list(Packet.objects.filter(referral=referral).select_related("author").order_by("position"))


def list_tried(case: Case) -> set[str]:
    """Return the receivers that this case, or one that is read in it, has a referral to that is not closed before
    anything left."""
    rows = Referral.objects.filter(case__in=cases.list_family(case)).filter(
        Q(state__in=rules.OPEN) | ~Q(sent_on=None)
    )
    return set(rows.values_list("receiver", flat=True))


def count_hand_offs(case: Case) -> int:
    """Return how often receivers sent the person elsewhere."""
    return Referral.objects.filter(case__in=cases.list_family(case)).aggregate(n=Sum("hand_offs"))["n"] or 0


def due_referrals(on: date) -> QuerySet[Referral]:
    """Return the referrals that wait for an answer after their day, or that stay silent."""
    late = Q(state__in=rules.AWAITED, follow_up_on__lt=on)
    return Referral.objects.filter(late | Q(state=rules.State.SILENT))


def list_due(member: Member, on: date) -> QuerySet[Referral]:
    """Return what is overdue or silent in all cases of the member's organisation: first who never answered, then the
    longest overdue."""
    rows = due_referrals(on).filter(organisation=member.organisation_id).select_related("case", "author")
    rows = rows.alias(has_answered=Q(answered_on__isnull=False))
    return rows.order_by("has_answered", F("follow_up_on").asc(nulls_last=True), "id")


def count_silent(member: Member, on: date) -> int:
    """Return how many of those never answered."""
    return list_due(member, on).filter(answered_on=None).count()


def describe_due(rows: Iterable[Referral], titles: Mapping[UUID, str], on: date) -> list[DueReferral]:
    """Return lines of the overdue list. titles: by case, of those that may be read now."""
    return [
        DueReferral(
            row,
            days_late=max((on - row.follow_up_on).days, 0) if row.follow_up_on else 0,
            is_silent=rules.is_silent(row.state, row.answered_on, row.follow_up_on, on),
            title=titles.get(row.case_id, ""),
        )
        for row in rows
    ]


def is_agreed(case: Case, row: Referral, on: date) -> bool:
    """Say whether everybody agrees now that this receiver gets it. Whoever sends asks again."""
    return consent.allows(
        cases.list_consent_subjects(case), rules.PURPOSE, rules.recipient_of(row.receiver, row.id), on
    )
