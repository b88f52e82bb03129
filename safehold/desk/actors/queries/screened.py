# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the watch lists propose for somebody, and what has to be decided of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from safehold.desk.actors import rules
from safehold.desk.actors.errors import CandidateUnknown
from safehold.desk.actors.queries.contents import OpenedActor, OpenedDecision
from safehold.desk.actors.queries.elsewhere import OtherCase, find_elsewhere
from safehold.desk.actors.rules import Candidate, Finding, Listed, ListedName, Screened
from safehold.desk.parties.rules import script_of
from safehold.desk.vault.actions import Unlocked
from safehold.desk.watchlists import queries as watchlists
from safehold.desk.watchlists.queries import CandidateParty

MOST_ASKED = 50
"""So many parties that the index proposes are compared."""
MOST_KEPT = 20
"""So many candidates are shown."""

KINDS = {
    "person": rules.OFFICIAL,
    "organisation": rules.BODY,
    "vessel": rules.BODY,
    "account": rules.ACCOUNT,
}
"""What a party of a list is as an actor. Of unknown kind: compared as what is screened."""


@dataclass(frozen=True)
class Proposal:
    """One candidate on the page of a screening: of a list, or of another case; and what was decided of it.

    id: what stands in addresses. is_stale: decided of what it was; the list says something else now.
    """

    id: UUID
    about: str
    fingerprint: str
    finding: Finding
    candidate: Candidate | None = field(default=None, repr=False)
    elsewhere: OtherCase | None = field(default=None, repr=False)
    decision: OpenedDecision | None = field(default=None, repr=False)

    @property
    def is_stale(self) -> bool:
        return self.decision is not None and self.decision.fingerprint != self.fingerprint

    @property
    def is_settled(self) -> bool:
        return self.decision is not None and not self.is_stale


def newest_number(organisation_id: UUID) -> int:
    """Return the number of the newest change of the lists that an organisation screens against."""
    return watchlists.newest_change(organisation_id)


def has_lists(organisation_id: UUID) -> bool:
    return watchlists.has_lists(organisation_id)


def list_lists(organisation_id: UUID) -> list[watchlists.CurrentList]:
    """Return the lists that hold now: what a screening is made against."""
    return list(watchlists.list_current(organisation_id))


def find_in_lists(screened: Screened, organisation_id: UUID) -> list[Candidate]:
    """Return who on the watch lists may be somebody, the most likely first. Needs no key, and writes nothing."""
    kind = rules.kind_of_names(screened.kind)
    asked = watchlists.find_candidates(
        screened.names, kind=kind, limit=MOST_ASKED, organisation_id=organisation_id
    )
    found = []
    for party in asked:
        listed = _read_party(party)
        other = Screened(
            KINDS.get(party.kind, screened.kind), tuple(name.text for name in listed.names), listed.born
        )
        if finding := rules.judge(screened, other):
            found.append(Candidate(listed, finding))
    return sorted(found, key=_order)[:MOST_KEPT]


def _order(candidate: Candidate) -> tuple[bool, float, str]:
    finding = candidate.finding
    return finding.band != rules.LIKELY, -finding.score, candidate.listed.party_id


def _read_party(party: CandidateParty) -> Listed:
    return Listed(
        party_id=str(party.party_id),
        list_id=str(party.list_id),
        list_name=party.list_name,
        kind=party.kind,
        fingerprint=party.fingerprint,
        names=tuple(ListedName(name.text, script_of(name.text), name.note) for name in party.names),
        born=party.born,
        countries=party.countries,
        listed_on=party.listed_on.isoformat() if party.listed_on else "",
        source=party.source,
        remarks="\n".join(party.remarks),
    )


def list_proposals(unlocked: Unlocked, opened: OpenedActor) -> list[Proposal]:
    """Return all that screening proposes for an actor: what nobody has decided first, then by how likely it is."""
    newest = {each.about: each for each in opened.decisions}
    kept = opened.screening.candidates if opened.screening else ()
    found = [_of_list(opened.row.id, each, newest.get(each.about)) for each in kept]
    found += [
        _of_case(opened.row.id, each, newest.get(rules.about_case(each.row_id)))
        for each in find_elsewhere(unlocked, opened)
    ]
    return sorted(
        found,
        key=lambda each: (
            each.is_settled,
            each.finding.band != rules.LIKELY,
            -each.finding.score,
            each.about,
        ),
    )


def _of_list(actor_id: UUID, candidate: Candidate, decision: OpenedDecision | None) -> Proposal:
    return Proposal(
        rules.candidate_id(actor_id, candidate.about),
        candidate.about,
        candidate.listed.fingerprint,
        candidate.finding,
        candidate=candidate,
        decision=decision,
    )


def _of_case(actor_id: UUID, other: OtherCase, decision: OpenedDecision | None) -> Proposal:
    about = rules.about_case(other.row_id)
    return Proposal(
        rules.candidate_id(actor_id, about), about, "", other.finding, elsewhere=other, decision=decision
    )


def list_gone(opened: OpenedActor) -> list[OpenedDecision]:
    """Return what was called a match and no list proposes any more: the party left its list, or was renamed."""
    here = {each.about for each in opened.screening.candidates} if opened.screening else set()
    newest = {each.about: each for each in opened.decisions}
    return [
        each
        for about, each in newest.items()
        if each.candidate and each.verdict == rules.MATCH and about not in here
    ]


def access_proposal(proposals: Collection[Proposal], proposal_id: UUID) -> Proposal:
    """Return one of them. Raises CandidateUnknown."""
    for each in proposals:
        if each.id == proposal_id:
            return each
    raise CandidateUnknown
