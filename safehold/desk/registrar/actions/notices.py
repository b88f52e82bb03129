# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices of violation: served, answered, decided, published. What the law says of each stands in `rules.scheme`.

Before a decision nothing of it may be told (section 15). The log then holds leaves without a name, all of whose values
stay sealed: they prove later on which day a notice was served and an answer came.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from safehold.core.influence import Answer, is_in_range
from safehold.core.rows import seal_row
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.proposing import propose
from safehold.desk.registrar.actions.reviewing import entity_of
from safehold.desk.registrar.errors import PenaltyOutOfRange, StateWrong, WordsMissing
from safehold.desk.registrar.models import Entity, Entry, Leaf, Notice, Office, Proposal
from safehold.desk.registrar.queries.contents import SEALED_NOTICE, open_notice
from safehold.desk.registrar.queries.keys import OfficeKey, open_key
from safehold.desk.registrar.rules import scheme
from safehold.desk.registrar.rules.drafts import draft_leaf
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for

Document = Mapping[str, Any]
CURRENCY = "CAD"


@dataclass(frozen=True)
class Violation:
    """What a notice sets out (section 19(2)): who, which provision, what happened, how much, how to answer."""

    name: str
    provision: str
    facts: str
    dollars: int
    manner: str
    days: int = scheme.REPRESENTATION_DAYS


@dataclass(frozen=True)
class Decision:
    """What is decided on a balance of probabilities (section 20). `with_reasons`: they are published too (s. 21(2))."""

    committed: bool
    dollars: int
    reasons: str
    with_reasons: bool = True


def propose_notice(
    unlocked: Unlocked, violation: Violation, on: date, entry: Entry | None = None
) -> Proposal:
    """Propose to serve a notice. Raises WordsMissing, StateWrong, or PenaltyOutOfRange where the range is confirmed."""
    if violation.provision not in scheme.PROVISIONS or violation.dollars < 0:
        raise StateWrong
    if not violation.name.strip() or not violation.manner.strip():
        raise WordsMissing
    if is_in_range(violation.dollars, adapters.read_scheme(), on) is Answer.NO:
        raise PenaltyOutOfRange
    return propose(unlocked, Proposal.Kind.NOTICE, violation.facts, on, entry=entry, about=asdict(violation))


def serve(unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date) -> None:
    """Serve a notice that two people decided on: its clock begins today. In the transaction of that decision."""
    violation = Violation(**document["about"])
    values = {
        "name": violation.name,
        "nature": violation.provision,
        "facts": violation.facts,
        "penalty": money(violation.dollars),
        "due_on": scheme.answer_by(on, violation.days).isoformat(),
    }
    draft = draft_leaf("notice", on, "notice/1", values, hidden=set(values))
    row = Notice(
        id=uuid4(),
        office=proposal.office,
        entry=proposal.entry,
        leaf=append(proposal.office, [draft], key)[0],
        provision=violation.provision,
        served_on=on,
        answer_by=scheme.answer_by(on, violation.days),
    )
    _seal(key, row, {"notice": asdict(violation), "representations": "", "decision": None})
    row.save(force_insert=True)
    audit.append(proposal.office.organisation_id, "notice.served", row.pk, unlocked.member.pk, on=on)


def money(dollars: int) -> dict[str, str]:
    """Return an amount as a field of the register holds it."""
    return {"amount": f"{dollars}.00", "currency": CURRENCY}


def _seal(key: OfficeKey, row: Notice, document: Document) -> None:
    row.key_version = key.version
    row.sealed = seal_row(key.secret, SEALED_NOTICE, row.pk, dict(document))


def record_representations(unlocked: Unlocked, notice: Notice, text: str, on: date) -> Leaf:
    """Write down what the person answered to a notice; return its leaf.

    Raises WordsMissing, or StateWrong once it is decided.
    """
    if not text.strip():
        raise WordsMissing
    with atomic_for(Notice):
        office, key, row = _hold(unlocked, notice)
        if row.state not in (Notice.State.SERVED, Notice.State.REPRESENTED):
            raise StateWrong
        document = open_notice(key, row)
        said = "\n\n".join(part for part in (document["representations"], text.strip()) if part)
        draft = draft_leaf(
            "representation",
            on,
            "representation/1",
            {"text": text.strip()},
            hidden={"text"},
            about=(row.leaf_id,),
        )
        row.representation = append(office, [draft], key)[0]
        row.state = Notice.State.REPRESENTED
        _seal(key, row, {**document, "representations": said})
        row.save()
        audit.append(office.organisation_id, "notice.represented", row.pk, unlocked.member.pk, on=on)
        return row.representation


def _hold(unlocked: Unlocked, notice: Notice) -> tuple[Office, OfficeKey, Notice]:
    office = queries.access_office(unlocked.member)
    unlocked.hold_vault()
    office = Office.objects.get(pk=office.pk)
    return (
        office,
        open_key(unlocked, office),
        Notice.objects.select_for_update().get(pk=notice.pk, office=office),
    )


def record_payment(unlocked: Unlocked, notice: Notice, on: date) -> None:
    """Write down that the penalty was paid: the person is deemed to have committed the violation (section 20(1)).

    Publishing it is proposed and confirmed like every decision. Raises StateWrong.
    """
    with atomic_for(Notice):
        office, _key, row = _hold(unlocked, notice)
        if row.state != Notice.State.SERVED or row.paid_on:
            raise StateWrong
        row.paid_on = on
        row.save(update_fields=["paid_on"])
        audit.append(office.organisation_id, "notice.paid", row.pk, unlocked.member.pk, on=on)


def propose_decision(unlocked: Unlocked, notice: Notice, decision: Decision, on: date) -> Proposal:
    """Propose how to decide. Raises StateWrong while the person may still answer, or for a higher penalty than noticed.

    Section 20: after payment, after representations, or when the period is over without either. Who paid, or did not
    answer, is deemed to have committed it.
    """
    office = queries.access_office(unlocked.member)
    row = queries.access_notice(office, notice.pk)
    document = open_notice(open_key(unlocked, office), row)
    is_open = row.state == Notice.State.SERVED and not row.paid_on and not scheme.is_over(row.answer_by, on)
    is_deemed = row.state == Notice.State.SERVED
    if is_open or row.decision_id or (is_deemed and not decision.committed):
        raise StateWrong
    if not 0 <= decision.dollars <= document["notice"]["dollars"] or (
        not decision.committed and decision.dollars
    ):
        raise StateWrong
    return propose(
        unlocked,
        Proposal.Kind.DECISION,
        decision.reasons,
        on,
        notice=row,
        entry=row.entry,
        about={**asdict(decision), "state": row.state},
    )


def decide(unlocked: Unlocked, key: OfficeKey, proposal: Proposal, document: Document, on: date) -> None:
    """Decide, and publish nature, name and penalty (section 21(1)). In the transaction of the second person's word.

    Raises StateWrong when the person answered after it was proposed: their words have to be weighed first.
    """
    if proposal.notice is None:
        raise StateWrong
    row = Notice.objects.select_for_update().get(pk=proposal.notice.pk)
    about = dict(document["about"])
    if row.decision_id or about.pop("state") != row.state:
        raise StateWrong
    decision, content = Decision(**about), open_notice(key, row)
    row.decision = append(proposal.office, [_draft_decision(row, decision, content, on)], key)[0]
    row.state = Notice.State.COMMITTED if decision.committed else Notice.State.NOT_COMMITTED
    row.decided_on = on
    _seal(key, row, {**content, "decision": asdict(decision)})
    row.save()
    audit.append(proposal.office.organisation_id, "notice.decided", row.pk, unlocked.member.pk, on=on)


def _draft_decision(row: Notice, decision: Decision, content: Document, on: date) -> Any:
    values = {
        "name": content["notice"]["name"],
        "nature": f"nature-{row.provision}",
        "provisions": [row.provision],
        "outcome": "committed" if decision.committed else "not-committed",
        "penalty": money(decision.dollars),
        "reasons": decision.reasons,
    }
    if not decision.committed:
        return draft_leaf("decision", on, "decision/1", values, hidden=set(values), about=(row.leaf_id,))
    entry = row.entry
    return draft_leaf(
        "decision",
        on,
        "decision/1",
        values,
        hidden=() if decision.with_reasons else {"reasons"},
        entry=entry.pk if entry else None,
        version=entry.version if entry else 1,
        registrant=entry.registrant_id if entry else entity_of(Entity.Kind.REGISTRANT, None, on).pk,
        about=(row.leaf_id,),
    )
