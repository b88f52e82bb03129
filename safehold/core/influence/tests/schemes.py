# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A scheme for tests: two elements, two levels, two exemptions. Its words are nobody's law."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from safehold.core.influence import (
    CONFIRMED,
    TO_CONFIRM,
    Answer,
    Citation,
    Clock,
    Dated,
    Days,
    Facts,
    Level,
    Option,
    Question,
    Role,
    Scheme,
)

START = date(2026, 8, 4)
LATER = date(2027, 1, 1)
TODAY = date(2026, 11, 23)
READ = Citation(rule="r", source="an Act", as_of="2026-06-14", confidence=CONFIRMED)
HEARD = replace(READ, confidence=TO_CONFIRM)
CODES = ("deal", "talk", "pay", "vague", "near", "far", "crown", "listed")
ELEMENTS = ("deal", "talk", "pay")
EXEMPTIONS = ("crown", "listed")


def begins(day: date | None, citation: Citation = READ) -> tuple[Dated, ...]:
    return (Dated(citation=citation, applies_from=day),)


def make_level(code: str, in_force: tuple[Dated, ...] = (), not_before: str = "") -> Level:
    return Level(
        code=code,
        citation=READ,
        new=Clock(id="new", citation=READ, days=14),
        existing=Clock(id="existing", citation=READ, days=60),
        in_force=in_force,
        not_before=not_before,
    )


def make_scheme(near: tuple[Dated, ...] = begins(START), far: tuple[Dated, ...] = begins(LATER)) -> Scheme:
    def option(code: str, counts: Answer = Answer.YES) -> Option:
        return Option(code=code, citation=READ, counts=counts)

    return Scheme(
        code="test",
        questions=(
            Question(id="deal", role=Role.ELEMENT, citation=READ),
            Question(
                id="activity",
                role=Role.ELEMENT,
                citation=READ,
                options=(option("talk"), option("pay"), option("vague", Answer.UNKNOWN)),
            ),
            Question(
                id="level",
                role=Role.LEVEL,
                citation=READ,
                options=(option("near"), option("far")),
                none=Answer.UNKNOWN,
            ),
            Question(
                id="exempt",
                role=Role.EXEMPTION,
                citation=READ,
                options=(option("crown"), option("listed", Answer.UNKNOWN)),
            ),
        ),
        levels=(make_level("near", near), make_level("far", far)),
        update=Clock(id="update", citation=READ),
        reply=Clock(id="reply", citation=READ, days=30),
    )


def make_facts(days: Days | None = None, changed: Mapping[str, Answer] | None = None) -> Facts:
    """Everything that makes the duty, at the near level, and no exemption."""
    answers = dict.fromkeys(CODES, Answer.NO) | dict.fromkeys(("deal", "talk", "near"), Answer.YES)
    return Facts(
        answers=answers | dict(changed or {}),
        days=days or Days(entered_on=date(2026, 9, 1), is_in_force=Answer.YES),
    )


any_answer = st.sampled_from(list(Answer))
any_answers = st.fixed_dictionaries(dict.fromkeys(CODES, any_answer))
any_day = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def any_days(draw: st.DrawFn) -> Days:
    entered, ended = draw(st.none() | any_day), draw(st.none() | any_day)
    if entered and ended and ended < entered:
        entered, ended = ended, entered
    return Days(entered_on=entered, ended_on=ended, is_in_force=draw(any_answer))


in_force = st.sampled_from(
    [(), begins(START), begins(LATER), begins(None), begins(START, HEARD), begins(LATER, HEARD)]
)


@st.composite
def any_scheme(draw: st.DrawFn) -> Scheme:
    """The scheme with any days of commencement, and any of its rules unconfirmed."""
    scheme = make_scheme(draw(in_force), draw(in_force))
    doubted = draw(st.sets(st.sampled_from([question.id for question in scheme.questions])))
    questions = tuple(
        replace(each, citation=HEARD) if each.id in doubted else each for each in scheme.questions
    )
    return replace(scheme, questions=questions)
