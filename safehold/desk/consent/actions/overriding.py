# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sharing without consent: two members, a written reason, one recipient, seven days, once. For when a life is at
stake; never for convenience."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from safehold.desk.audit import actions as audit
from safehold.desk.consent import queries, rules
from safehold.desk.consent.actions.holding import hold_subjects
from safehold.desk.consent.errors import (
    MemberMayNotDecide,
    NeedsAnotherMember,
    NotOverridable,
    OverrideEnded,
)
from safehold.desk.consent.models import Override
from safehold.desk.members import queries as members
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


def propose_override(
    case_id: UUID,
    subject_ids: Collection[UUID],
    purpose: str,
    recipient: str,
    reason: str,
    *,
    key: bytes,
    by: Member,
    on: date,
    once: UUID | None = None,
) -> Override:
    """Write down why this recipient should get something though not everybody agrees. It opens nothing yet.

    key: the case's, from a caller that holds the case. once: from the form, so that a double click proposes once;
    another reason under an id that is taken is another proposal. Raises NotOverridable,
    MemberMayNotDecide.
    """
    rules.check_recipient(recipient)
    if purpose not in rules.OVERRIDABLE or not recipient or not subject_ids:
        raise NotOverridable
    with atomic_for(Override):
        member = _hold_decider(by)
        hold_subjects(subject_ids)
        kept = Override.objects.filter(id=once).first() if once else None
        if (
            kept
            and (kept.case_id, kept.recipient) == (case_id, recipient)
            and kept.open(key) == {"reason": reason}
        ):
            return kept
        override = Override(
            id=once if once and not kept else uuid4(),
            organisation_id=member.organisation_id,
            case_id=case_id,
            subjects={str(subject): queries.newest_position(subject) for subject in subject_ids},
            purpose=purpose,
            recipient=recipient,
            proposed_by=member,
            proposed_on=on,
        )
        override.seal(key, {"reason": reason})
        override.save(force_insert=True)
        audit.append(member.organisation_id, "consent.override-proposed", case_id, member.id, on=on)
    return override


def confirm_override(override_id: UUID, case_id: UUID, *, by: Member, on: date) -> Override:
    """Let a second member agree. From then on it can be used once, within seven days. Twice is once.

    Raises OverrideUnknown, NeedsAnotherMember, MemberMayNotDecide (either of the two), OverrideEnded.
    """
    with atomic_for(Override):
        member = _hold_decider(by)
        override = queries.access_override(member, case_id, override_id)
        hold_subjects(UUID(subject) for subject in override.subjects)
        override = Override.objects.select_for_update(of=("self",)).get(pk=override.pk)
        if override.proposed_by_id == member.id:
            raise NeedsAnotherMember
        if not queries.may_decide(override.proposed_by):
            raise MemberMayNotDecide
        if override.confirmed_by_id == member.id:
            return override
        if queries.stage_of(override, on) != queries.Stage.PROPOSED:
            raise OverrideEnded
        override.confirmed_by, override.confirmed_on = member, on
        override.save(update_fields=["confirmed_by", "confirmed_on"])
        audit.append(override.organisation_id, "consent.override-confirmed", case_id, member.id, on=on)
    return override


def _hold_decider(by: Member) -> Member:
    """Return the member as they are now: one who was removed since their page was opened decides nothing."""
    members.hold_organisation(by.organisation_id)
    member = members.access_member(by, by.id)
    if not queries.may_decide(member):
        raise MemberMayNotDecide
    return member
