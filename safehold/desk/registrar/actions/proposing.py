# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rule of two people: one proposes, another one confirms. What is confirmed is done in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.errors import ProposalUnknown, SecondPersonMissing, WordsMissing
from safehold.desk.registrar.models import Agreement, Entry, Filing, Notice, Office, Proposal
from safehold.desk.registrar.queries.contents import SEALED_PROPOSAL
from safehold.desk.registrar.queries.keys import OfficeKey, open_key
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

Doing = Callable[[Unlocked, OfficeKey, Proposal, Mapping[str, Any], date], None]


def propose(
    unlocked: Unlocked,
    kind: str,
    words: str,
    on: date,
    *,
    filing: Filing | None = None,
    entry: Entry | None = None,
    notice: Notice | None = None,
    agreement: Agreement | None = None,
    fields: Sequence[str] = (),
    about: Mapping[str, Any] | None = None,
) -> Proposal:
    """Propose something, with the reasons; nothing is done yet. about: what else the second person has to see.

    Raises OfficeUnknown, OfficeLocked or WordsMissing.
    """
    office = queries.access_office(unlocked.member)
    if not words.strip():
        raise WordsMissing
    with atomic_for(Proposal):
        unlocked.hold_vault()
        office = Office.objects.get(pk=office.pk)
        key = open_key(unlocked, office)
        row = Proposal(
            id=uuid4(),
            office=office,
            kind=kind,
            filing=filing,
            entry=entry,
            notice=notice,
            agreement=agreement,
            fields=sorted(fields),
            proposed_by=unlocked.member.pk,
            proposed_on=on,
            key_version=key.version,
        )
        document = {"words": words.strip(), "about": dict(about or {})}
        row.sealed = seal_row(key.secret, SEALED_PROPOSAL, row.pk, document)
        row.save(force_insert=True)
        audit.append(office.organisation_id, "register.proposed", row.pk, unlocked.member.pk, on=on)
    return row


def settle(unlocked: Unlocked, proposal: Proposal, on: date, do: Doing | None) -> Proposal:
    """Confirm what another registrar proposed, and do it; or reject it, without `do`. The proposer may take it back.

    Raises ProposalUnknown when it was settled meanwhile, SecondPersonMissing for the proposer's own confirmation.
    """
    office = queries.access_office(unlocked.member)
    with atomic_for(Proposal):
        unlocked.hold_vault()
        row = (
            Proposal.objects.select_for_update()
            .filter(pk=proposal.pk, office=office, outcome=Proposal.Outcome.OPEN)
            .first()
        )
        if row is None:
            raise ProposalUnknown
        if do is not None and row.proposed_by == unlocked.member.pk:
            raise SecondPersonMissing
        row.settled_by, row.settled_on = unlocked.member.pk, on
        row.outcome = Proposal.Outcome.CONFIRMED if do else Proposal.Outcome.REJECTED
        row.save(update_fields=["settled_by", "settled_on", "outcome"])
        if do is not None:
            key = open_key(unlocked, Office.objects.get(pk=office.pk))
            do(unlocked, key, row, queries.open_proposal(key, row), on)
        # After the lock of the log, as everywhere: two that lock the other way round would wait for each other.
        verb = "register.confirmed" if do else "register.rejected"
        audit.append(office.organisation_id, verb, row.pk, unlocked.member.pk, on=on)
    return row
