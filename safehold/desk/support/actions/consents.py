# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What somebody says about consent in conversation, and deciding without them: the case's side of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from safehold.catalog.consent_texts import load_consent_texts
from safehold.desk.cases import actions as cases
from safehold.desk.cases import queries as case_rows
from safehold.desk.cases.models import Case
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.errors import OverrideUnknown
from safehold.desk.consent.models import LedgerEntry, Override
from safehold.desk.search import actions as search
from safehold.desk.support.queries import purpose_of
from safehold.desk.tasks import actions as tasks
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

SECOND_MEMBER = "override-waits"


@dataclass(frozen=True)
class SaidAloud:
    """What they said, and what was read to them before. recipient: "" for all. until: the last day, of a grant."""

    purpose: str
    recipient: str
    agrees: bool
    how: str
    language: str
    until: date | None = None


def record_said(
    unlocked: Unlocked, case: Case, said: SaidAloud, on: date, *, once: UUID | None
) -> list[LedgerEntry]:
    """Write what the person said into the ledger of every report of the case.

    once: from the form: a double click is one. What is said anew from a form that was sent before (somebody went back
    to it) is always written: a withdrawal must not be taken for a repetition.
    """
    texts = load_consent_texts()
    with atomic_for(LedgerEntry):
        case_now, _ = cases.hold_case(unlocked, case)
        written = [
            consent.record(
                case_now.organisation_id,
                subject_id,
                said.purpose,
                LedgerEntry.Act.GIVEN if said.agrees else LedgerEntry.Act.WITHDRAWN,
                how=said.how,
                on=on,
                source_id=_source(once, subject_id, said),
                text_version=f"aloud/{texts.version}",
                language=texts.language_of(said.purpose, said.language),
                by=unlocked.member.id,
                case_id=case_now.id,
                recipient=said.recipient,
                until=said.until if said.agrees else None,
            )
            for subject_id in sorted(case_rows.list_consent_subjects(case_now))
        ]
    return [entry for entry in written if entry is not None]


def _source(once: UUID | None, subject_id: UUID, said: SaidAloud) -> str:
    """Return a name for this act that nothing else has; the same name only for the same act sent twice."""
    source = f"said:{once}:{subject_id}"
    newest = ledger.find_newest(subject_id, said.purpose, said.recipient)
    until = said.until if said.agrees else None
    is_same = newest and (newest.source_id, newest.act == LedgerEntry.Act.GIVEN, newest.until) == (
        source,
        said.agrees,
        until,
    )
    is_free = once is not None and not ledger.which_sources([source])
    return source if is_same or is_free else f"said:{uuid4()}:{subject_id}"


def propose_override(
    unlocked: Unlocked, case: Case, recipient: str, reason: str, on: date, *, once: UUID | None
) -> Override:
    """Propose to share with one recipient though not everybody agrees, and ask for a second member today.

    Raises OverrideRefused.
    """
    with atomic_for(Override):
        case_now, key = cases.hold_case(unlocked, case)
        override = consent.propose_override(
            case_now.id,
            case_rows.list_consent_subjects(case_now),
            purpose_of(recipient),
            recipient,
            reason,
            key=key,
            by=unlocked.member,
            on=on,
            once=once,
        )
        search.index_row(unlocked, key, override)
        if override.confirmed_on is None:
            tasks.open_task(
                case_now.organisation_id,
                SECOND_MEMBER,
                case_id=case_now.id,
                about_id=override.pk,
                due_on=on,
                on=on,
            )
    return override


def confirm_override(unlocked: Unlocked, case: Case, override_id: UUID, on: date) -> None:
    """Confirm, as the second member, what another has proposed. Raises OverrideUnknown, OverrideRefused."""
    for case_id in case_rows.list_family_ids(case):
        if ledger.has_override(case_id, override_id):
            with atomic_for(Override):
                consent.confirm_override(override_id, case_id, by=unlocked.member, on=on)
                tasks.close_tasks(unlocked.organisation_id, override_id, on, kinds=[SECOND_MEMBER])
            return
    raise OverrideUnknown
