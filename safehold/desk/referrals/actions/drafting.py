# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing where a case goes and what goes there. Nothing leaves here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from safehold.catalog.authorities import load_authorities
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.referrals import queries, rules
from safehold.desk.referrals.actions.tracing import hold, plan_follow_up, trace
from safehold.desk.referrals.errors import FieldHidden, NotReachable, ReceiverUnknown
from safehold.desk.referrals.models import Referral, Routing
from safehold.desk.search import actions as search
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class OtherReceiver:
    """A receiver that is not in the catalogue. `once`: from the form, so that a double click adds one."""

    name: str = field(repr=False)
    details: str = field(repr=False)
    once: UUID


def answer_questions(unlocked: Unlocked, case: Case, flags: Iterable[str], on: date) -> None:
    """Keep what a caseworker said yes to. Flags that nobody asks about are left out."""
    known = {question.code for question in load_authorities().questions}
    with atomic_for(Routing):
        case_now, key = cases.hold_case(unlocked, case)
        row = Routing.objects.filter(case=case_now).first() or Routing(case=case_now)
        row.answered_on = on
        row.seal(key, {"flags": sorted(known.intersection(flags))})
        row.save()
        trace(case_now, "referral.answered", unlocked.member, on)


def choose_receivers(
    unlocked: Unlocked,
    case: Case,
    receivers: Collection[str],
    on: date,
    *,
    why: dict[str, str] | None = None,
    other: OtherReceiver | None = None,
    language: str = "en",
) -> list[Referral]:
    """Begin a referral to each receiver that has none open; return the new ones.

    why: receiver -> ids of the rules that proposed it. Raises ReceiverUnknown.
    """
    catalogue = load_authorities()
    if any(rules.find_authority(catalogue, receiver) is None for receiver in receivers):
        raise ReceiverUnknown
    with atomic_for(Referral):
        case_now, key = cases.hold_case(unlocked, case)
        begun = Referral.objects.filter(case=case_now, state__in=rules.OPEN)
        taken = set(begun.values_list("receiver", flat=True))
        new = [
            _begin(unlocked, case_now, key, receiver, on, (why or {}).get(receiver, ""), language)
            for receiver in dict.fromkeys(receivers)
            if receiver not in taken
        ]
        if other and not Referral.objects.filter(id=other.once).exists():
            new.append(_begin(unlocked, case_now, key, rules.OTHER, on, "", language, other))
        for _each in new:
            trace(case_now, "referral.drafted", unlocked.member, on)
    return new


def _begin(
    unlocked: Unlocked,
    case: Case,
    key: bytes,
    receiver: str,
    on: date,
    why: str,
    language: str,
    other: OtherReceiver | None = None,
) -> Referral:
    row = Referral(
        id=other.once if other else uuid4(),
        organisation_id=case.organisation_id,
        case=case,
        receiver=receiver,
        rules=why,
        language=language,
        author=unlocked.member,
        created_on=on,
    )
    document = {
        "fields": list(rules.FIRST_FIELDS),
        "files": [],
        "cover": queries.draft_cover(language),
        "name": other.name if other else "",
        "details": other.details if other else "",
        "file_number": "",
        "officer": "",
    }
    row.state = rules.State.DRAFT
    row.seal(key, document)
    row.save(force_insert=True)
    search.index_row(unlocked, key, row)
    return row


def choose_packet(unlocked: Unlocked, referral: Referral, choice: queries.Choice, on: date) -> None:
    """Keep what is to be in a packet. Raises FieldHidden for a field that this member may not see, or NotReachable."""
    if not set(choice.fields) <= set(rules.fields_for(unlocked.member.role)):
        raise FieldHidden
    with atomic_for(Referral):
        case, key = cases.hold_case(unlocked, referral.case)
        row = hold(referral)
        if row.state not in rules.OPEN:
            raise NotReachable
        document = row.open(key) | {
            "fields": list(choice.fields),
            "files": list(choice.files),
            "cover": choice.cover,
        }
        row.seal(key, document)
        row.language = choice.language
        if row.sent_on is None:
            row.state = rules.state_of_draft(choice.fields, choice.cover)
        row.save(update_fields=["sealed", "language", "state"])
        search.index_row(unlocked, key, row)
        trace(case, "referral.packed", unlocked.member, on)


def close_referral(unlocked: Unlocked, referral: Referral, on: date) -> None:
    """End a referral. Closed already is done already; one that was withdrawn stays so. Raises NotReachable."""
    with atomic_for(Referral):
        case, _ = cases.hold_case(unlocked, referral.case)
        row = hold(referral)
        if row.state == rules.State.CLOSED:
            return
        if not rules.is_reachable(row.state, rules.State.CLOSED):
            raise NotReachable
        row.state, row.ended_on = rules.State.CLOSED, on
        row.save(update_fields=["state", "ended_on"])
        plan_follow_up(row, on)
        trace(case, "referral.closed", unlocked.member, on)
