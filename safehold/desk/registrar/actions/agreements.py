# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compliance agreements: made by two people of the office, and ended by two, as kept or as broken.

The Act says only that regulations may speak of them (s. 22(c)). So one stops no clock of a notice and stands for no
decision, and nothing of it is public unless the office has confirmed that the Regulations let it be (s. 15(e)). The
log proves the days in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from safehold.core.influence import Answer, may_publish_agreement
from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.proposing import propose
from safehold.desk.registrar.actions.reviewing import entity_of
from safehold.desk.registrar.errors import StateWrong, WordsMissing
from safehold.desk.registrar.models import Agreement, Entity, Entry, Notice, Proposal
from safehold.desk.registrar.queries.contents import SEALED_AGREEMENT, open_agreement
from safehold.desk.registrar.queries.keys import OfficeKey
from safehold.desk.registrar.rules import scheme
from safehold.desk.registrar.rules.drafts import Draft, draft_leaf
from safehold.desk.vault.actions import Unlocked

Document = Mapping[str, Any]
MADE, ENDED = "agreement/1", "agreement-end/1"


@dataclass(frozen=True)
class Terms:
    """Who agrees to do what, under which duty, and by when (ISO), if there is a day."""

    name: str
    provision: str
    terms: str
    due_on: str | None = None


def propose_agreement(
    unlocked: Unlocked,
    terms: Terms,
    reasons: str,
    on: date,
    *,
    entry: Entry | None = None,
    notice: Notice | None = None,
) -> Proposal:
    """Propose to make an agreement. Raises WordsMissing or StateWrong."""
    if not terms.name.strip() or not terms.terms.strip():
        raise WordsMissing
    is_over = terms.due_on is not None and date.fromisoformat(terms.due_on) < on
    if terms.provision not in scheme.PROVISIONS or is_over:
        raise StateWrong
    return propose(
        unlocked, Proposal.Kind.AGREEMENT, reasons, on, entry=entry, notice=notice, about=asdict(terms)
    )


def agree(unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date) -> None:
    """Make an agreement that two people decided on. In the transaction of that decision."""
    terms, office = Terms(**document["about"]), proposal.office
    values = {
        "name": terms.name,
        "nature": f"nature-{terms.provision}",
        "provisions": [terms.provision],
        "terms": terms.terms,
        "due_on": terms.due_on,
    }
    row = Agreement(
        id=uuid4(),
        office=office,
        entry=proposal.entry,
        notice=proposal.notice,
        provision=terms.provision,
        is_public=may_publish_agreement(adapters.read_scheme(), on) is Answer.YES,
        made_on=on,
        due_on=date.fromisoformat(terms.due_on) if terms.due_on else None,
    )
    row.leaf = append(office, [_draft(row, MADE, values, on)], key)[0]
    _seal(key, row, {"terms": asdict(terms), "reasons": document["words"], "outcome": None})
    row.save(force_insert=True)
    audit.append(office.organisation_id, "agreement.made", row.pk, unlocked.member.pk, on=on)


def propose_outcome(
    unlocked: Unlocked, agreement: Agreement, reasons: str, on: date, *, kept: bool
) -> Proposal:
    """Propose to say that an agreement was kept, or broken. Raises StateWrong once it has ended, or WordsMissing."""
    row = queries.access_agreement(queries.access_office(unlocked.member), agreement.pk)
    if row.state != Agreement.State.MADE or row.ended_on:
        raise StateWrong
    return propose(
        unlocked,
        Proposal.Kind.OUTCOME,
        reasons,
        on,
        entry=row.entry,
        agreement=row,
        about={"kept": kept},
    )


def end_agreement(
    unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date
) -> None:
    """Say how an agreement ended, as two people decided. In the transaction of that decision. Raises StateWrong."""
    if proposal.agreement is None:
        raise StateWrong
    row = Agreement.objects.select_for_update().select_related("leaf").get(pk=proposal.agreement.pk)
    if row.state != Agreement.State.MADE or row.ended_on:
        raise StateWrong
    row.state = Agreement.State.KEPT if document["about"]["kept"] else Agreement.State.BROKEN
    content = open_agreement(key, row)
    values = {"outcome": str(row.state.value), "reasons": document["words"]}
    row.outcome = append(proposal.office, [_draft(row, ENDED, values, on, (row.leaf_id,))], key)[0]
    row.ended_on = on
    _seal(key, row, {**content, "outcome": values})
    row.save()
    audit.append(proposal.office.organisation_id, "agreement.ended", row.pk, unlocked.member.pk, on=on)


def _draft(row: Agreement, form: str, values: Document, on: date, about: tuple[int, ...] = ()) -> Draft:
    """A leaf that names somebody and opens its fields only where the agreement is public."""
    if not row.is_public:
        return draft_leaf("agreement", on, form, values, hidden=set(values), about=about)
    entry = row.entry
    made = queries.read_leaf(row.leaf) if about else None
    who = made.registrant if made else entry.registrant_id if entry else None
    return draft_leaf(
        "agreement",
        on,
        form,
        values,
        entry=entry.pk if entry else None,
        version=entry.version if entry else 1,
        registrant=who or entity_of(Entity.Kind.REGISTRANT, None, on).pk,
        about=about,
    )


def _seal(key: OfficeKey, row: Agreement, document: Document) -> None:
    row.key_version = key.version
    row.sealed = seal_row(key.secret, SEALED_AGREEMENT, row.pk, dict(document))
