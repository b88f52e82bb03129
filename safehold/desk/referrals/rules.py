# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the clearing house: where it goes and why, how a referral moves, what is overdue, what is silent. Pure.

It proposes; a person decides. Nothing here is about the person whom it happened to: only what happened, who may
stand behind it, and what a caseworker answered.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from safehold.catalog.authorities import Authorities, Authority, Condition, RoutingRule
from safehold.catalog.errors import AuthorityUnknown
from safehold.desk.consent.rules import SHARE_AUTHORITIES
from safehold.desk.members.rules import FieldClass, may_see

PURPOSE = SHARE_AUTHORITIES
"""What a person is asked about, whichever receiver it is."""

AUTHORITY, OTHER = "authority", "other"
"""`other` is the id of a receiver that is not in the catalogue; those that are have `Authority.recipient`."""

FOLLOW_UP_DAYS = 14
"""After so many days we ask again, unless the caseworker sets another day."""

LONGEST_WORDS = 20_000
LONGEST_LINE = 200
LONGEST_LETTER = 10_000
LONGEST_RECIPIENT = 4_100


class State(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"
    ANSWERED = "answered"
    SENT_ELSEWHERE = "sent-elsewhere"
    SILENT = "silent"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What a contact brought."""

    RECEIVED = "received"
    ASKED_FOR_MORE = "asked-for-more"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SENT_ELSEWHERE = "sent-elsewhere"
    NO_ANSWER = "no-answer"


OPEN = frozenset(State) - {State.CLOSED, State.WITHDRAWN}
GIVEN = frozenset({State.SENT, State.ANSWERED, State.SENT_ELSEWHERE, State.SILENT})
"""The packet has left."""
AWAITED = frozenset({State.SENT, State.ANSWERED, State.SILENT})
"""We wait for something from the receiver."""

NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.READY, State.SENT, State.CLOSED}),
    State.READY: frozenset({State.DRAFT, State.SENT, State.CLOSED}),
    State.SENT: frozenset(GIVEN | {State.CLOSED}),
    State.ANSWERED: frozenset(GIVEN | {State.CLOSED}),
    State.SENT_ELSEWHERE: frozenset(GIVEN | {State.CLOSED}),
    State.SILENT: frozenset(GIVEN | {State.CLOSED}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}


def is_reachable(from_state: str, to_state: str) -> bool:
    return State(to_state) in NEXT[State(from_state)]


def state_after(state: str, answer: str) -> State:
    """Return the state of a referral once a contact brought an answer; no answer never undoes one that came."""
    if answer == Answer.SENT_ELSEWHERE:
        return State.SENT_ELSEWHERE
    if answer != Answer.NO_ANSWER:
        return State.ANSWERED
    return State.SILENT if state in (State.SENT, State.SILENT) else State(state)


def is_overdue(state: str, follow_up_on: date | None, on: date) -> bool:
    """Whether the day to ask again has passed."""
    return State(state) in AWAITED and follow_up_on is not None and follow_up_on < on


def is_silent(state: str, answered_on: date | None, follow_up_on: date | None, on: date) -> bool:
    """Whether the receiver never said anything, though the day has passed or we asked in vain."""
    return answered_on is None and (state == State.SILENT or is_overdue(state, follow_up_on, on))


def first_follow_up(sent_on: date) -> date:
    return sent_on + timedelta(days=FOLLOW_UP_DAYS)


# The packet

PACKET_FIELDS: dict[str, FieldClass] = {
    "what": FieldClass.CLEAR,
    "received": FieldClass.CLEAR,
    "help": FieldClass.CLEAR,
    "words": FieldClass.WORDS,
    "when": FieldClass.WORDS,
    "incidents": FieldClass.WORDS,
    "who-did-it": FieldClass.IDENTITY,
    "files": FieldClass.IDENTITY,
    "where": FieldClass.SAFETY,
    "who-was-targeted": FieldClass.IDENTITY,
    "people": FieldClass.IDENTITY,
    "reach": FieldClass.SAFETY,
    "safe-times": FieldClass.SAFETY,
    "relatives": FieldClass.SAFETY,
}
"""What a packet can hold, in its order, and what each tells."""

FIRST_FIELDS = ("what", "received")
"""What is ticked until somebody chooses: the least that makes sense."""


def fields_for(role: str) -> list[str]:
    """Return the fields that a member of this role may put into a packet: nobody gives away what they may not see."""
    return [name for name, field_class in PACKET_FIELDS.items() if may_see(role, field_class)]


def state_of_draft(fields: Collection[str], cover: str) -> State:
    """Return whether there is something to send: a field, and words of ours that say what we ask for."""
    return State.READY if fields and cover.strip() else State.DRAFT


# Receivers


def find_authority(catalogue: Authorities, receiver: str) -> Authority | None:
    """Return the entry behind a receiver's id; None for "other" and for an id that no entry has under that kind."""
    _, _, authority_id = receiver.partition(":")
    try:
        authority = catalogue.authority(authority_id)
    except AuthorityUnknown:
        return None
    return authority if authority.recipient == receiver else None


def recipient_of(receiver: str, referral_id: UUID) -> str:
    """Return what the consent ledger calls a receiver. One that is not in the catalogue is called by its referral."""
    return f"{AUTHORITY}:{referral_id.hex}" if receiver == OTHER else receiver


def is_named_by(recipient: str, receiver: str, referral_id: UUID) -> bool:
    """Whether something said about a recipient ("" for all) is about this receiver."""
    return recipient in ("", recipient_of(receiver, referral_id))


def is_called(authority: Authority | None) -> bool:
    """Whether one calls there and does not write."""
    return authority is not None and authority.emergency


# Routing


@dataclass(frozen=True)
class CaseFacts:
    """What routing may look at. `silent`: some receiver did not answer in time."""

    urgent: bool = False
    silent: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)
    tactics: frozenset[str] = field(default_factory=frozenset)
    actor_types: frozenset[str] = field(default_factory=frozenset)
    attributions: frozenset[str] = field(default_factory=frozenset)


class Why(NamedTuple):
    """One rule that proposes a receiver; `is_also` when it is the rule's second part."""

    rule: RoutingRule
    is_also: bool

    def reason(self, language: str) -> str:
        return self.rule.also_reason(language) if self.is_also else self.rule.reason(language)


@dataclass(frozen=True)
class Proposal:
    """Where it could go, and each reason for it."""

    authority: Authority
    whys: tuple[Why, ...]

    @property
    def receiver(self) -> str:
        return self.authority.recipient

    @property
    def is_emergency(self) -> bool:
        return self.authority.emergency


def fits(condition: Condition, facts: CaseFacts) -> bool:
    """Say whether everything that a condition names is so."""
    families = {code.partition("-")[0] for code in facts.tactics}
    return (
        (facts.urgent or not condition.urgent)
        and (facts.silent or not condition.silent)
        and set(condition.flags) <= facts.flags
        and not set(condition.not_flags) & facts.flags
        and _any_of(condition.tactics, facts.tactics)
        and _any_of(condition.tactic_families, families)
        and _any_of(condition.actor_types, facts.actor_types)
        and _any_of(condition.attribution, facts.attributions)
    )


def _any_of(named: Collection[str], known: Collection[str]) -> bool:
    return not named or not set(named).isdisjoint(known)


def _fit_one(conditions: Iterable[Condition], facts: CaseFacts) -> bool:
    return any(fits(condition, facts) for condition in conditions)


def propose(catalogue: Authorities, facts: CaseFacts) -> list[Proposal]:
    """Return where a case could go, each receiver once with all its reasons: danger first, then in the rules' order."""
    whys: dict[str, list[Why]] = {}
    for rule in catalogue.routing_rules:
        if not _fit_one(rule.matches, facts):
            continue
        for authority_id in rule.route:
            whys.setdefault(authority_id, []).append(Why(rule, is_also=False))
        if rule.also and _fit_one(rule.also_matches, facts):
            for authority_id in rule.also:
                whys.setdefault(authority_id, []).append(Why(rule, is_also=True))
    found = [Proposal(catalogue.authority(each), tuple(why)) for each, why in whys.items()]
    return sorted(found, key=lambda proposal: not proposal.is_emergency)


def propose_next(proposals: Iterable[Proposal], tried: Collection[str]) -> Proposal | None:
    """Return the first proposal that nobody has tried yet: where to go when a receiver sent the person elsewhere."""
    rest = (each for each in proposals if each.receiver not in tried and not each.is_emergency)
    return next(rest, None)


def review_bodies(catalogue: Authorities) -> list[Authority]:
    """Return who looks at an office that stays silent: where the rules lead when there was no answer."""
    facts = CaseFacts(silent=True)
    rules = [
        rule for rule in catalogue.routing_rules if any(c.silent and fits(c, facts) for c in rule.matches)
    ]
    return [catalogue.authority(each) for rule in rules for each in rule.route]
