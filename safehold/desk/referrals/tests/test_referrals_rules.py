# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the clearing house, without a database."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.catalog.authorities import Condition, load_authorities
from safehold.catalog.tactics import load_tactics
from safehold.desk.referrals import models, rules
from safehold.desk.referrals.adapters import load_texts
from safehold.desk.referrals.queries import CLASS_LABELS, FIELD_LABELS
from safehold.desk.referrals.rules import Answer, CaseFacts, State

DAY = date(2026, 11, 23)
CATALOGUE = load_authorities()
FLAGS = [question.code for question in CATALOGUE.questions]
some_facts = st.builds(
    CaseFacts,
    urgent=st.booleans(),
    silent=st.booleans(),
    flags=st.frozensets(st.sampled_from(FLAGS)),
    tactics=st.frozensets(st.sampled_from(load_tactics().codes), max_size=4),
    actor_types=st.frozensets(st.sampled_from([each.code for each in load_tactics().actor_type]), max_size=2),
    attributions=st.frozensets(st.sampled_from(["A0", "A1", "A2", "A3", "A4"]), max_size=2),
)


def receivers(facts: CaseFacts) -> list[str]:
    return [proposal.receiver for proposal in rules.propose(CATALOGUE, facts)]


@pytest.mark.parametrize(
    ("facts", "first", "also"),
    [
        (CaseFacts(flags=frozenset({"danger-now"})), "authority:emergency", ()),
        (
            CaseFacts(urgent=True, tactics=frozenset({"PHY-ASLT"})),
            "authority:emergency",
            ("authority:local-police",),
        ),
        (CaseFacts(tactics=frozenset({"INT-STLK"})), "authority:local-police", ("authority:rcmp-nsin",)),
        (CaseFacts(tactics=frozenset({"DIG-SPYW"})), "authority:local-police", ("authority:cyber-centre",)),
        (CaseFacts(tactics=frozenset({"PRX-QUES"})), "authority:rcmp-nsin", ("authority:csis",)),
        (CaseFacts(attributions=frozenset({"A3"})), "authority:rcmp-nsin", ("authority:csis",)),
        (CaseFacts(actor_types=frozenset({"DIPL"})), "authority:rcmp-nsin", ("authority:gac",)),
        (CaseFacts(flags=frozenset({"unregistered-arrangement"})), "authority:fitc", ()),
        (CaseFacts(flags=frozenset({"election-period", "voting-pressure"})), "authority:cce", ()),
        (CaseFacts(silent=True), "authority:crcc", ("authority:nsira", "authority:ofovc", "authority:mp")),
    ],
)
def test_facts_lead_to_receivers(facts: CaseFacts, first: str, also: tuple[str, ...]) -> None:
    found = receivers(facts)
    assert found[0] == first
    assert set(also) <= set(found)


def test_nothing_known_proposes_nobody() -> None:
    assert receivers(CaseFacts()) == []
    assert receivers(CaseFacts(flags=frozenset({"voting-pressure"}))) == []


def test_no_foreign_state_leaves_the_police_alone() -> None:
    facts = CaseFacts(tactics=frozenset({"INT-THRT"}), flags=frozenset({"no-foreign-state"}))
    assert receivers(facts) == ["authority:local-police"]


@given(some_facts)
def test_every_proposal_has_a_reason_once_and_danger_comes_first(facts: CaseFacts) -> None:
    found = rules.propose(CATALOGUE, facts)
    assert len({proposal.receiver for proposal in found}) == len(found)
    assert all(why.reason("en") and why.reason("fr") for proposal in found for why in proposal.whys)
    emergencies = [proposal.is_emergency for proposal in found]
    assert emergencies == sorted(emergencies, reverse=True)


@given(some_facts, st.sampled_from(load_tactics().codes))
def test_knowing_more_of_what_happened_takes_no_receiver_away(facts: CaseFacts, code: str) -> None:
    more = CaseFacts(**{**vars(facts), "tactics": facts.tactics | {code}})
    assert set(receivers(facts)) <= set(receivers(more))


@given(some_facts)
def test_an_empty_condition_fits_everything(facts: CaseFacts) -> None:
    assert rules.fits(Condition(), facts)


def test_next_receiver_is_the_first_that_nobody_tried() -> None:
    found = rules.propose(CATALOGUE, CaseFacts(urgent=True, tactics=frozenset({"INT-STLK"})))
    tried = {"authority:local-police"}
    following = rules.propose_next(found, tried)
    assert following is not None
    assert following.receiver == "authority:rcmp-nsin"
    assert rules.propose_next(found, {each.receiver for each in found}) is None


def test_review_bodies_are_those_of_the_rule_about_silence() -> None:
    assert [body.id for body in rules.review_bodies(CATALOGUE)] == ["crcc", "nsira", "ofovc", "mp"]


def test_receivers_are_found_only_under_their_kind() -> None:
    for authority in CATALOGUE.authorities:
        assert rules.find_authority(CATALOGUE, authority.recipient) is authority
    assert rules.find_authority(CATALOGUE, "authority:victim-services") is None
    assert rules.find_authority(CATALOGUE, "other") is None


def test_what_is_said_about_all_is_about_each_receiver() -> None:
    one, other = uuid4(), uuid4()
    assert rules.is_named_by("", "other", one)
    assert rules.is_named_by("authority:csis", "authority:csis", one)
    assert not rules.is_named_by("authority:csis", "authority:gac", one)
    assert rules.is_named_by(rules.recipient_of("other", one), "other", one)
    assert not rules.is_named_by(rules.recipient_of("other", one), "other", other)


@pytest.mark.parametrize("answer", list(Answer))
def test_no_answer_never_undoes_an_answer(answer: Answer) -> None:
    state = rules.state_after(State.SENT, answer)
    assert rules.state_after(state, Answer.NO_ANSWER) == state
    assert rules.is_reachable(State.SENT, state)


def test_what_has_ended_stays_ended() -> None:
    for state in State:
        for ended in (State.CLOSED, State.WITHDRAWN):
            assert not rules.is_reachable(ended, state)


def test_overdue_and_silent() -> None:
    yesterday, tomorrow = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert rules.is_overdue("sent", yesterday, DAY)
    assert rules.is_overdue("answered", yesterday, DAY)
    assert not rules.is_overdue("sent", DAY, DAY)
    assert not rules.is_overdue("sent", None, DAY)
    assert not rules.is_overdue("closed", yesterday, DAY)
    assert rules.is_silent("sent", None, yesterday, DAY)
    assert rules.is_silent("silent", None, tomorrow, DAY)
    assert not rules.is_silent("answered", DAY, yesterday, DAY)


def test_words_exist_for_every_code() -> None:
    assert list(models.State.values) == list(State)
    assert list(models.Answer.values) == list(Answer)
    assert set(FIELD_LABELS) == set(rules.PACKET_FIELDS)
    assert set(rules.PACKET_FIELDS.values()) == set(CLASS_LABELS)
    assert set(rules.FIRST_FIELDS) <= set(rules.PACKET_FIELDS)


def test_least_is_ticked_first_and_tells_only_codes_and_days() -> None:
    assert {rules.PACKET_FIELDS[name] for name in rules.FIRST_FIELDS} == {"clear"}


def test_a_role_gives_only_what_it_sees() -> None:
    assert rules.fields_for("caseworker") == list(rules.PACKET_FIELDS)
    assert "people" not in rules.fields_for("researcher")
    assert rules.fields_for("auditor") == []


def test_texts_are_there_in_their_languages_and_drafts_say_so() -> None:
    texts = load_texts()
    assert set(texts.cover) == {"en", "fr"}
    assert {kind: set(letters) for kind, letters in texts.letters.items()} == {
        kind: {"en", "fr"} for kind in models.LetterKind.values
    }
    assert [language for language, told in texts.telling.items() if not told.reviewed] == [
        "zh-hans",
        "zh-hant",
        "bo",
        "ug",
    ]
