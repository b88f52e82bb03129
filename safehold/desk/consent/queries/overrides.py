# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What two members decided, or one of them proposed, without the person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from safehold.desk.consent import rules
from safehold.desk.consent.errors import OverrideUnknown
from safehold.desk.consent.models import Override
from safehold.desk.consent.queries.ledger import map_choices
from safehold.desk.vault import queries as vault

if TYPE_CHECKING:
    from safehold.desk.members.models import Member


class Stage(StrEnum):
    """How far an override has come."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    USED = "used"
    ENDED = "ended"


@dataclass(frozen=True)
class OpenedOverride:
    """An override with its reason. `last_day`: to be confirmed by then, or used."""

    row: Override
    reason: str = field(repr=False)
    stage: Stage
    last_day: date


def access_override(member: Member, case_id: UUID, override_id: UUID) -> Override:
    """Return an override of this case that the member may see. Raises OverrideUnknown, also for another case's."""
    found = Override.objects.filter(id=override_id, case_id=case_id, organisation=member.organisation_id)
    override = found.select_related("proposed_by", "confirmed_by").first()
    if override is None:
        raise OverrideUnknown
    return override


def has_override(case_id: UUID, override_id: UUID) -> bool:
    """Whether an override was proposed in this case."""
    return Override.objects.filter(id=override_id, case_id=case_id).exists()


def list_overrides(key: bytes, case_id: UUID, on: date) -> list[OpenedOverride]:
    """Return the overrides of a case with their reasons, newest first. Raises RowTampered."""
    rows = Override.objects.filter(case_id=case_id).select_related("proposed_by", "confirmed_by")
    return [open_override(key, row, on) for row in rows.order_by("-proposed_on", "id")]


def open_override(key: bytes, row: Override, on: date) -> OpenedOverride:
    last_day = rules.override_ends_on(row.confirmed_on or row.proposed_on)
    return OpenedOverride(row, row.open(key)["reason"], stage_of(row, on), last_day)


def stage_of(row: Override, on: date) -> Stage:
    """Return how far an override has come; ended when nobody acted in time, when the person took it back since, or
    when one of the two does not open cases here any more."""
    if row.used_on:
        return Stage.USED
    decided_on = row.confirmed_on or row.proposed_on
    if (
        on > rules.override_ends_on(decided_on)
        or _was_taken_back(row)
        or not all(map(may_decide, deciders(row)))
    ):
        return Stage.ENDED
    return Stage.CONFIRMED if row.confirmed_on else Stage.PROPOSED


def find_usable(subject_ids: Collection[UUID], purpose: str, recipient: str, on: date) -> Override | None:
    """Return a confirmed override that speaks for all of these and has not been used."""
    wanted = {str(subject_id) for subject_id in subject_ids}
    if not wanted or not recipient:
        return None
    rows = Override.objects.filter(purpose=purpose, recipient=recipient, used_on=None).exclude(
        confirmed_on=None
    )
    candidates = rows.filter(confirmed_on__gte=rules.override_begins_on(on))
    for row in candidates.select_related("proposed_by", "confirmed_by").order_by("confirmed_on", "id"):
        if rules.covers(row.subjects, wanted) and stage_of(row, on) == Stage.CONFIRMED:
            return row
    return None


def deciders(row: Override) -> list[Member]:
    return [member for member in (row.proposed_by, row.confirmed_by) if member is not None]


def may_decide(member: Member) -> bool:
    """Whether a member, as the database knows them now, works on cases: active, in such a role, let in by a lead."""
    return member.is_active and member.works_on_cases and vault.is_admitted(member)


def _was_taken_back(row: Override) -> bool:
    choices = map_choices([UUID(subject) for subject in row.subjects], row.purpose)
    return any(
        rules.has_spoken_since(choices.get(UUID(subject), ()), row.purpose, row.recipient, position)
        for subject, position in row.subjects.items()
    )
