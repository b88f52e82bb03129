# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Notices of violation: two people, the clock of section 19, nothing public before a decision, then section 21."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safehold.core import tlog
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import StateWrong
from safehold.desk.registrar.models import Entry, Leaf, Notice, Opening
from safehold.desk.registrar.tests.office import House

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NAME = "North Quay Consulting"
OVER = DAY + timedelta(days=31)


def serve(house: House, entry: Entry | None = None, days: int = 30) -> Notice:
    violation = actions.Violation(
        NAME, "5(1)", "Entered into on 1 November, filed on 30", 500, "Write to us", days
    )
    proposal = actions.propose_notice(house.first, violation, DAY, entry)
    assert not Notice.objects.exists()
    actions.confirm(house.second, proposal, DAY)
    return Notice.objects.get()


def decide(
    house: House, notice: Notice, *, committed: bool = True, dollars: int = 200, on: object = OVER
) -> Notice:
    decision = actions.Decision(committed, dollars, "More likely than not", with_reasons=True)
    proposal = actions.propose_decision(house.first, notice, decision, on)  # type: ignore[arg-type]
    actions.confirm(house.second, proposal, on)  # type: ignore[arg-type]
    return Notice.objects.get()


def test_notice_runs_thirty_days_after_service_or_longer_never_shorter(house: House) -> None:
    assert serve(house).answer_by == DAY + timedelta(days=30)
    Notice.objects.all().delete()
    assert serve(house, days=45).answer_by == DAY + timedelta(days=45)
    Notice.objects.all().delete()
    assert serve(house, days=3).answer_by == DAY + timedelta(days=30)


def test_before_a_decision_the_log_says_neither_who_nor_what(house: House) -> None:
    notice = serve(house, house.accept())
    actions.record_representations(house.first, notice, "I was in hospital.", DAY)
    for leaf in Leaf.objects.filter(kind__in=("notice", "representation")):
        said = tlog.read_leaf(bytes(leaf.content))
        assert (said.registrant, said.entry, said.principal) == (None, None, None)
        assert not Opening.objects.filter(leaf=leaf).exists()
    document = queries.open_notice(queries.open_key(house.first, house.office), Notice.objects.get())
    assert document["representations"] == "I was in hospital." and document["notice"]["name"] == NAME


def test_decision_waits_for_an_answer_or_the_end_of_the_period(house: House) -> None:
    notice = serve(house)
    last_day = DAY + timedelta(days=30)
    with pytest.raises(StateWrong):
        decide(house, notice, on=last_day)
    actions.record_representations(house.first, notice, "I was in hospital.", last_day)
    assert decide(house, Notice.objects.get(), on=last_day).state == "committed"


def test_decision_publishes_nature_name_and_penalty(house: House) -> None:
    entry = house.accept()
    notice = decide(house, serve(house, entry))
    assert notice.decision is not None
    said = tlog.read_leaf(bytes(notice.decision.content))
    assert (said.registrant, said.entry, said.about) == (entry.registrant_id, entry.pk, (notice.leaf_id,))
    values = queries.read_public([notice.decision_id or 0])[notice.decision_id or 0]
    assert (values["name"], values["penalty"]) == (NAME, {"amount": "200.00", "currency": "CAD"})
    assert values["nature"] and values["outcome"] == "committed" and values["reasons"]
    reply = actions.publish_reply(house.first, notice.decision_id or 0, "We paid on the day.", DAY)
    assert tlog.read_leaf(bytes(reply.content)).about == (notice.decision_id,)


def test_not_committed_is_not_public(house: House) -> None:
    notice = serve(house, house.accept())
    with pytest.raises(StateWrong):
        decide(house, notice, committed=False, dollars=0)  # who did not answer is deemed to have committed it
    actions.record_representations(house.first, notice, "It was filed in time.", DAY)
    done = decide(house, Notice.objects.get(), committed=False, dollars=0)
    assert done.state == "not-committed" and done.decision is not None
    assert tlog.read_leaf(bytes(done.decision.content)).registrant is None
    assert not Opening.objects.filter(leaf=done.decision).exists()


def test_penalty_is_never_higher_than_noticed(house: House) -> None:
    with pytest.raises(StateWrong):
        decide(house, serve(house), dollars=501)


def test_payment_ends_the_waiting(house: House) -> None:
    notice = serve(house)
    actions.record_payment(house.first, notice, DAY)
    assert decide(house, Notice.objects.get(), dollars=500, on=DAY).state == "committed"


def test_answer_that_came_after_the_proposal_is_weighed_first(house: House) -> None:
    notice = serve(house)
    decision = actions.Decision(True, 200, "They did not answer")
    proposal = actions.propose_decision(house.first, notice, decision, OVER)
    actions.record_representations(house.second, notice, "My letter was late.", OVER)
    with pytest.raises(StateWrong):
        actions.confirm(house.second, proposal, OVER)
    assert Notice.objects.get().decided_on is None


def test_person_without_an_entry_can_be_noticed(house: House) -> None:
    done = decide(house, serve(house))
    assert done.decision is not None and tlog.read_leaf(bytes(done.decision.content)).registrant is not None


def test_representations_sent_by_the_registrant_reach_their_notice(house: House) -> None:
    notice = serve(house)
    sent = house.send(
        "representation", form="representation/1", values={"text": "I was in hospital."}, about=notice.leaf_id
    )
    house.accept(sent)
    assert Notice.objects.get().state == "represented"
