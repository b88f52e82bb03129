# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Compliance agreements, advisory opinions, bulletins: two people, sealed, and public only where the law is known."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from safehold.core import tlog
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import (
    PenaltyOutOfRange,
    SecondPersonMissing,
    StateWrong,
    WordsMissing,
)
from safehold.desk.registrar.models import Agreement, Entry, Filing, Leaf, Opening, Opinion
from safehold.desk.registrar.queries.figures import count_year
from safehold.desk.registrar.tests.office import House
from safehold.desk.registrar.tests.test_registrar_catching_up import lost
from safehold.desk.registrar.tests.test_registrar_notices import decide, serve
from safehold.public.register.models import Filing as PublicFiling
from safehold.public.register.models import Registrant

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LATER = DAY + timedelta(days=40)
CONFIRMED = """format: safehold/register-values/1
agreements:
- {{scheme: ca-fitaa, published: {published}, applies_from: 2026-08-04, source: A test, read_on: 2026-08-05}}
penalties:
- scheme: ca-fitaa
  least_dollars: 50
  most_dollars: 600
  applies_from: 2026-08-04
  source: A test
  read_on: 2026-08-05
update_days:
- {{scheme: ca-fitaa, days: 14, applies_from: 2026-08-04, source: A test, read_on: 2026-08-05}}
"""


def confirm_law(settings: Settings, folder: Path, published: str = "true") -> None:
    """The office has read the Regulations, as far as this test goes."""
    settings.REGISTER_VALUES = folder / "register-values.yaml"
    settings.REGISTER_VALUES.write_text(CONFIRMED.format(published=published))


def make_agreement(house: House, entry: Entry | None = None) -> Agreement:
    terms = actions.Terms(
        "North Quay Consulting", "5(2)", "To file every change", str(DAY + timedelta(days=30))
    )
    proposal = actions.propose_agreement(house.first, terms, "They came by themselves", DAY, entry=entry)
    with pytest.raises(SecondPersonMissing):
        actions.confirm(house.first, proposal, DAY)
    assert not Agreement.objects.exists()
    actions.confirm(house.second, proposal, DAY)
    return Agreement.objects.get()


def end(house: House, agreement: Agreement, *, kept: bool) -> Agreement:
    proposal = actions.propose_outcome(house.first, agreement, "Nothing was filed", LATER, kept=kept)
    actions.confirm(house.second, proposal, LATER)
    return Agreement.objects.get()


def test_while_the_regulations_are_unknown_the_log_proves_the_days_and_names_nobody(house: House) -> None:
    made = make_agreement(house, house.accept())
    done = end(house, made, kept=False)
    assert (done.state, done.is_public) == ("broken", False)
    leaves = list(Leaf.objects.filter(kind="agreement").order_by("position"))
    first, last = (queries.read_leaf(leaf) for leaf in leaves)
    assert (first.registrant, first.entry, last.registrant, last.entry) == (None,) * 4
    assert last.about == (leaves[0].position,) and not Opening.objects.filter(leaf__in=leaves).exists()
    key = queries.open_key(house.first, house.office)
    document = queries.open_agreement(key, done)
    assert document["terms"]["terms"] == "To file every change" and document["outcome"]["outcome"] == "broken"
    with pytest.raises(StateWrong):
        actions.propose_outcome(house.first, done, "Again", LATER, kept=True)
    with pytest.raises(StateWrong):
        actions.publish_reply(house.first, leaves[0].position, "That is not so.", DAY)


def test_once_confirmed_an_agreement_is_public_with_its_end_and_a_reply_beside(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    confirm_law(settings, tmp_path)
    entry = house.accept()
    done = end(house, make_agreement(house, entry), kept=True)
    assert done.is_public and done.outcome is not None
    said, ended = queries.read_leaf(done.leaf), queries.read_leaf(done.outcome)
    assert (said.registrant, said.entry) == (entry.registrant_id, entry.pk) == (ended.registrant, ended.entry)
    values = queries.read_public([done.leaf_id, done.outcome_id or 0])
    assert values[done.leaf_id]["terms"] == "To file every change"
    assert values[done.outcome_id or 0] == {"outcome": "kept", "reasons": "Nothing was filed"}
    reply = actions.publish_reply(house.first, done.leaf_id, "We did all of it.", LATER)
    assert queries.read_leaf(reply).about == (done.leaf_id,)


@pytest.mark.parametrize("published", ["false", "nonsense"])
def test_regulations_that_do_not_let_it_or_a_file_that_cannot_be_read_keep_it_in_the_office(
    house: House, settings: Settings, tmp_path: Path, published: str
) -> None:
    confirm_law(settings, tmp_path, published)
    assert not make_agreement(house, house.accept()).is_public


def test_end_that_is_not_known_after_a_restoration_is_not_said_again(house: House) -> None:
    made = make_agreement(house, house.accept())
    actions.cross_register(DAY)
    with lost():
        end(house, made, kept=True)
        actions.cross_register(LATER)
    actions.catch_up(house.first, LATER)
    row = Agreement.objects.get()
    assert (row.state, row.ended_on) == ("made", LATER)
    with pytest.raises(StateWrong):
        actions.propose_outcome(house.first, row, "Again", LATER, kept=True)


def test_reply_is_not_published_beside_a_decision_that_is_not_public(house: House) -> None:
    notice = serve(house, house.accept())
    actions.record_representations(house.first, notice, "It was filed in time.", DAY)
    notice.refresh_from_db()
    done = decide(house, notice, committed=False, dollars=0)
    with pytest.raises(StateWrong):
        actions.publish_reply(house.first, done.decision_id or 0, "I told you.", DAY)


def test_penalty_outside_the_confirmed_range_is_refused(
    house: House, settings: Settings, tmp_path: Path
) -> None:
    confirm_law(settings, tmp_path)
    for dollars in (49, 601):
        violation = actions.Violation("North Quay", "5(1)", "Late", dollars, "Write to us")
        with pytest.raises(PenaltyOutOfRange):
            actions.propose_notice(house.first, violation, DAY)


def test_question_is_asked_through_the_account_and_answered_to_it_alone(house: House) -> None:
    who = Registrant.objects.create(number="000000000001", password="x", joined_on=DAY)
    asked = PublicFiling.objects.create(
        number="0000000001",
        registrant=who,
        account=who.pk,
        kind="question",
        form="question/1",
        values={"text": "Must I register?"},
        sent_on=DAY,
    )
    assert actions.collect_filings(DAY) == 1
    filing = Filing.objects.get()
    with pytest.raises(StateWrong):
        house.accept(filing)
    with pytest.raises(WordsMissing):
        actions.answer_question(house.first, filing, actions.Answered("Not on these facts", " "), DAY)
    opinion = actions.answer_question(
        house.first, filing, actions.Answered("Not on these facts.", "Section 2: no activity."), DAY
    )
    leaf = queries.read_leaf(opinion.leaf)
    assert (leaf.kind, leaf.registrant, leaf.entry, leaf.about) == ("opinion", None, None, ())
    assert not Opening.objects.filter(leaf=opinion.leaf).exists()
    kept = queries.open_opinion(queries.open_key(house.second, house.office), opinion)
    assert (kept["question"], kept["reasons"]) == ("Must I register?", "Section 2: no activity.")
    actions.cross_register(DAY)
    asked.refresh_from_db()
    assert asked.state == "answered" and asked.words == "Not on these facts.\n\nSection 2: no activity."
    assert Filing.objects.get().state == "answered"


def test_answer_is_for_questions_only(house: House) -> None:
    with pytest.raises(StateWrong):
        actions.answer_question(house.first, house.send(), actions.Answered("Yes", "Because"), DAY)


def test_bulletin_is_published_in_both_languages_or_not_at_all(house: House) -> None:
    bulletin: dict[str, Any] = {
        "subject_en": "Letters",
        "subject_fr": "Lettres",
        "text_en": "A letter is a communication.",
        "text_fr": "Une lettre est une communication.",
    }
    with pytest.raises(WordsMissing):
        actions.issue_bulletin(house.first, actions.Bulletin(**bulletin | {"text_fr": ""}), DAY)
    leaf = actions.issue_bulletin(house.first, actions.Bulletin(**bulletin), DAY)
    assert queries.read_public([leaf.position])[leaf.position] == bulletin
    actions.cross_register(DAY)
    tlog.read_leaf(bytes(leaf.content))


def test_figures_tell_of_agreements_opinions_and_penalties(house: House) -> None:
    entry = house.accept()
    end(house, make_agreement(house, entry), kept=True)
    decide(house, serve(house, entry), dollars=200)
    actions.give_opinion(house.first, "Somebody", "Must I?", actions.Answered("No", "Section 6"), DAY)
    house.send("question", form="question/1", values={"text": "Must I?"})
    counted = count_year(house.office, DAY, LATER)
    assert {name: counted[name] for name in ("agreements", "kept", "broken", "opinion", "questions")} == {
        "agreements": 1,
        "kept": 1,
        "broken": 0,
        "opinion": 1,
        "questions": 1,
    }
    assert (counted["sent"], counted["penalties"], counted["dollars"]) == (1, 1, 200)
    assert Opinion.objects.get().filing is None
