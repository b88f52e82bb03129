# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether everybody whom a case is about agrees, purpose by purpose and recipient by recipient."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from safehold.desk.consent import rules
from safehold.desk.consent.models import LedgerEntry, Purpose
from safehold.desk.consent.queries.ledger import map_choices
from safehold.desk.consent.queries.overrides import find_usable

STATE_ORDER = (rules.State.WITHDRAWN, rules.State.EXPIRED, rules.State.NOT_ASKED, rules.State.GIVEN)
"""Of several people the first of these speaks for all: one who said no outweighs those who said yes."""


@dataclass(frozen=True)
class Consent:
    """One line of the consent page. `since`: when they said it; `until`: the last day, where one was set."""

    purpose: str
    label: str
    recipient: str
    state: rules.State
    since: date | None
    until: date | None

    @property
    def holds(self) -> bool:
        return self.state == rules.State.GIVEN


def allows(subject_ids: Collection[UUID], purpose: str, recipient: str, on: date) -> bool:
    """Say whether `require` would let this pass now: all agree, or two members decided so. Promises nothing for later:
    whoever acts asks `require`, in the transaction of the act."""
    purpose, recipient = rules.check_purpose(purpose), rules.check_recipient(recipient)
    missing = list_missing(subject_ids, purpose, recipient, on)
    return bool(subject_ids) and (not missing or find_usable(missing, purpose, recipient, on) is not None)


def list_missing(subject_ids: Collection[UUID], purpose: str, recipient: str, on: date) -> list[UUID]:
    """Return those who do not agree now."""
    choices = map_choices(subject_ids, purpose)
    return [s for s in subject_ids if not rules.standing(choices.get(s, ()), purpose, recipient, on).holds]


def list_standing_on(
    subject_ids: Collection[UUID], purpose: str, recipient: str, on: date
) -> dict[UUID, UUID]:
    """Return, for each who agrees, the id of the entry that says so."""
    choices = map_choices(subject_ids, purpose)
    standing = {s: rules.standing(said, purpose, recipient, on) for s, said in choices.items()}
    positions = {s: each.choice.position for s, each in standing.items() if each.holds and each.choice}
    rows = LedgerEntry.objects.filter(report_id__in=positions, purpose=purpose)
    ids = {
        (subject, position): id_ for id_, subject, position in rows.values_list("id", "report_id", "position")
    }
    return {subject: ids[subject, position] for subject, position in positions.items()}


def list_consents(subject_ids: Collection[UUID], on: date) -> list[Consent]:
    """Return every purpose for all recipients, and each recipient that was ever named, in the order of the page."""
    choices = map_choices(subject_ids)
    lines = []
    for purpose in rules.ALL_PURPOSES:
        named = {
            c.recipient for said in choices.values() for c in said if c.purpose == purpose and c.recipient
        }
        for recipient in ("", *sorted(named)):
            each = [rules.standing(choices.get(s, ()), purpose, recipient, on) for s in subject_ids]
            lines.append(_line(purpose, recipient, each))
    return lines


def _line(purpose: str, recipient: str, standings: Collection[rules.Standing]) -> Consent:
    worst = min(
        standings, key=lambda s: STATE_ORDER.index(s.state), default=rules.Standing(rules.State.NOT_ASKED)
    )
    ends = [s.choice.until for s in standings if s.choice and s.choice.until]
    return Consent(
        purpose=purpose,
        label=str(Purpose(purpose).label),
        recipient=recipient,
        state=worst.state,
        since=worst.choice.said_on if worst.choice else None,
        until=min(ends, default=None),
    )


def list_entries(subject_ids: Collection[UUID]) -> list[LedgerEntry]:
    """Return the whole ledger of some subjects, newest first."""
    rows = LedgerEntry.objects.filter(report_id__in=subject_ids)
    return list(rows.order_by("-on_day", "report_id", "-position"))
