# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a case moves, what waits, how it is first called. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.desk.cases import rules
from safehold.desk.cases.adapters import load_reply_templates
from safehold.desk.cases.models import State, Triage

DAY = date(2026, 11, 23)
YESTERDAY = DAY - timedelta(days=1)


def test_the_rules_and_the_rows_speak_of_the_same_states() -> None:
    assert set(rules.NEXT_STATES) == set(State.values)
    assert set(rules.TRIAGE_ORDER) == set(Triage.values)


def test_nothing_becomes_new_again_and_nothing_is_stuck() -> None:
    assert all(rules.NEW not in following for following in rules.NEXT_STATES.values())
    assert all(rules.NEXT_STATES.values())


@given(st.text(max_size=300))
def test_a_title_is_one_short_line(words: str) -> None:
    title = rules.first_title(words)
    assert len(title) <= rules.TITLE_LENGTH + 1
    assert len(title.splitlines()) <= 1


def test_a_title_ends_at_a_word_where_there_are_words() -> None:
    assert rules.first_title(
        "They called my sister again and again until she stopped answering them"
    ).endswith("until she stopped…")
    assert rules.first_title("他們打電話給我的父母" * 10) == ("他們打電話給我的父母" * 6) + "…"


@pytest.mark.parametrize(
    ("waits_since", "unread_on", "since"),
    [
        pytest.param(YESTERDAY, None, YESTERDAY, id="they wrote last"),
        pytest.param(YESTERDAY, DAY, YESTERDAY, id="they wrote, and again"),
        pytest.param(None, None, None, id="we wrote last"),
        pytest.param(None, DAY, DAY, id="they wrote and nobody has read it"),
    ],
)
def test_who_waits(waits_since: date | None, unread_on: date | None, since: date | None) -> None:
    assert rules.waiting_since(waits_since, unread_on) == since


def test_every_reply_template_is_there_in_both_languages() -> None:
    templates = load_reply_templates()
    assert len({template.key for template in templates}) == len(templates) >= 3
    for template in templates:
        assert {"en", "fr"} <= template.labels.keys()
        assert {"en", "fr"} <= template.words.keys()
