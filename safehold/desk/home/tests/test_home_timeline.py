# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The timeline of a case: a picture for the eye and a table for everybody."""

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from safehold.desk.audit.models import AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.actions import ActDraft, IncidentDraft
from safehold.desk.home import picture, queries
from safehold.desk.home.queries import Entry, Lane
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.members import rules as members
from safehold.desk.members.rules import FieldClass
from safehold.desk.referrals.tests.desk_with_case import DeskWithCase, make_desk_with_case
from safehold.desk.tasks import actions as tasks

pytestmark = pytest.mark.django_db(databases=["default", "public"])

TACTIC = "INT-STLK"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safehold.web.clock.today", lambda: DAY)


def happened(here: DeskWithCase, title: str, when: str) -> None:
    incident = cases.add_incident(here.unlocked, here.case, IncidentDraft(title, when_words=when), DAY)
    cases.add_act(here.unlocked, incident, ActDraft(TACTIC), DAY)


def full_case() -> DeskWithCase:
    here = make_desk_with_case("Two men waited at my door")
    happened(here, "Sister questioned", "2026-09-03")
    happened(here, "Calls to the office", "2026-10")
    happened(here, "Something long ago", "")
    here.send(on=DAY - timedelta(days=9), follow_up_on=DAY - timedelta(days=2))
    cases.send_reply(here.unlocked, here.case, "We have read it.", "en", DAY)
    tasks.open_task(
        here.desk.organisation.id,
        "reply-promised",
        case_id=here.case.id,
        due_on=DAY + timedelta(days=3),
        on=DAY,
    )
    return here


def test_everything_with_a_day_stands_in_its_order() -> None:
    here = full_case()
    timeline = queries.show_timeline(here.unlocked, here.case, DAY)
    lanes = [(entry.lane, entry.label) for entry in timeline.entries if entry.lane != Lane.TASKS]
    assert [lane for lane, _ in lanes] == [
        Lane.INCIDENTS,
        Lane.INCIDENTS,
        Lane.REFERRALS,
        Lane.SAID,
        Lane.SAID,
    ]
    assert [label for _, label in lanes][:2] == ["Sister questioned", "Calls to the office"]
    assert [entry.label for entry in timeline.undated] == ["Something long ago"]
    month = timeline.entries[1]
    assert (month.starts, month.ends, month.is_one_day) == (date(2026, 10, 1), date(2026, 10, 31), False)
    silent = next(entry for entry in timeline.entries if entry.lane == Lane.REFERRALS)
    assert (silent.ends, silent.look) == (DAY, "late")


def test_the_page_says_in_a_table_what_the_picture_draws() -> None:
    here = full_case()
    page = here.desk.browser(here.desk.noor).get(f"/cases/{here.case.id}/timeline").content.decode()
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert [ElementTree.fromstring(each).get("class") for each in pictures] == [
        "picture wide",
        "picture narrow",
    ]
    table = page.partition("<table")[2]
    timeline = queries.show_timeline(here.unlocked, here.case, DAY)
    assert table.count('<th scope="row"') == len(timeline.entries) + len(timeline.undated)
    for shown in (
        "Sister questioned",
        "Oct. 1, 2026 to Oct. 31, 2026",
        "They wrote",
        "We answered",
        "No day",
    ):
        assert shown in table or shown == "They wrote", shown
    assert "style=" not in page
    assert page.count('aria-current="page"') == 2


def test_whoever_may_not_read_words_sees_codes_and_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    here = full_case()
    blind = {**members.SEEN_BY, "caseworker": frozenset({FieldClass.CLEAR})}
    monkeypatch.setattr(members, "SEEN_BY", blind)
    timeline = queries.show_timeline(here.unlocked, here.case, DAY)
    labels = " ".join(entry.label + entry.detail for entry in [*timeline.entries, *timeline.undated])
    for title in ("Sister questioned", "Calls to the office", "Something long ago"):
        assert title not in labels
    assert Lane.RISK not in {entry.lane for entry in timeline.entries}


def test_reading_the_timeline_is_reading_the_case() -> None:
    here = full_case()
    before = AuditRow.objects.count()
    here.desk.browser(here.desk.noor).get(f"/cases/{here.case.id}/timeline")
    verbs = [
        row.verb for row in AuditRow.objects.order_by("sequence")[before:] if row.verb != "vault.unlocked"
    ]
    assert verbs == ["case.read"]


def entry(starts: date | None, ends: date | None, **rest: Any) -> Entry:
    return Entry(**{"lane": Lane.INCIDENTS, "starts": starts, "ends": ends, "label": "What", **rest})


def test_a_picture_is_mirrored_for_those_who_read_from_the_right() -> None:
    shown = [entry(DAY - timedelta(days=90), DAY - timedelta(days=60)), entry(DAY, DAY)]
    [left, _], [right, _] = (
        picture.draw(shown, DAY, from_right=False),
        picture.draw(shown, DAY, from_right=True),
    )
    assert right.today_x == left.width - left.today_x
    for one, other in zip(left.lanes[0].marks, right.lanes[0].marks, strict=True):
        assert other.x == left.width - one.x - one.length
    assert [tick.anchor for tick in left.ticks] == [tick.anchor for tick in right.ticks]
    assert [tick.x for tick in right.ticks] == [left.width - tick.x for tick in left.ticks]


def test_what_falls_on_one_day_is_one_mark_with_a_number() -> None:
    before = DAY - timedelta(days=300)
    shown = [entry(DAY, DAY, label=f"Thing {n}") for n in range(3)]
    [wide, _] = picture.draw([*shown, entry(before, before)], DAY, from_right=False)
    counts = [(mark.count, mark.text) for mark in wide.lanes[0].marks]
    assert counts == [(1, "What"), (3, "Thing 0 · Thing 1 · Thing 2")]


def test_an_open_time_reaches_the_end_and_everything_stays_inside() -> None:
    shown = [
        entry(None, DAY - timedelta(days=30)),
        entry(DAY - timedelta(days=20), None),
        entry(DAY, DAY, is_about=True),
    ]
    for each in picture.draw(shown, DAY, from_right=False):
        about, first, last = each.lanes[0].marks
        assert first.x <= picture.EDGE and last.x + last.length >= each.width - picture.EDGE
        assert all("about" in mark.kind for mark in (first, last, about))
        assert all(mark.x >= 0 and mark.x + mark.length <= each.width for mark in each.lanes[0].marks)


def test_a_case_of_which_nothing_has_a_day_teaches(monkeypatch: pytest.MonkeyPatch) -> None:
    here = make_desk_with_case()
    empty = queries.Timeline("Title", [], [])
    monkeypatch.setattr(queries, "show_timeline", lambda *_args: empty)
    page = here.desk.browser(here.desk.noor).get(f"/cases/{here.case.id}/timeline").content.decode()
    assert "Nothing has a day yet" in page and "<svg" not in page
