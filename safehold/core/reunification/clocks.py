# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clocks: each a cited rule over dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from safehold.core.reunification.counting import days_on, months_on, overlaps_weekday
from safehold.core.reunification.entities import (
    Book,
    Deadline,
    Ends,
    Event,
    Facts,
    Person,
    Role,
    State,
    UncertainDate,
)

CLAIMS_SINCE = date(2020, 6, 25)
"""A101(1)(b.1): entered after 2020-06-24."""
SUNDAY, SATURDAY = 6, 5
RESETTLED = ("oyw", "upp", "hrd")


@dataclass(frozen=True)
class EventClock:
    """What begins to run with an event. done_by: the event that ends it."""

    rule: str
    part: str
    begins: str
    done_by: str
    days: int = 0
    months: int = 0
    ends: Ends = Ends.LAST_DAY
    in_court: bool = False


EVENT_CLOCKS = (
    EventClock("d5", "in_canada", "refusal_notice_in_canada", "leave_filed", days=15, in_court=True),
    EventClock("d5", "abroad", "refusal_notice_abroad", "leave_filed", days=60, in_court=True),
    EventClock("d6", "", "sponsorship_refusal_received", "appeal_received", days=30),
    EventClock("d8", "", "claim_refused", "", months=12, ends=Ends.BAR),
    EventClock("d9", "", "dependant_requested", "dependant_answered", days=90),
    EventClock("d11", "biometrics", "biometrics_letter", "biometrics_given", days=30),
    EventClock("d11", "medical", "medical_letter", "medical_examined", days=30),
    EventClock("d11", "medical_valid", "medical_examined", "", months=12),
    EventClock("d12", "", "sponsor_income_shown", "", months=12, ends=Ends.FROM),
    EventClock("doc-dna", "", "dna_requested", "dna_answered", days=90),
)


def deadlines(book: Book, facts: Facts) -> tuple[Deadline, ...]:
    """Every clock that runs in this family, by its earliest day; those without a day last."""
    found = [*_families(book, facts), *_events(book, facts)]
    return tuple(
        sorted(found, key=lambda each: (each.due.first if each.due else date.max, each.rule, each.person))
    )


def _families(book: Book, facts: Facts) -> Iterator[Deadline]:
    for person in facts.people:
        if person.role not in (Role.SPONSOR, Role.PRINCIPAL):
            yield from _members(book, facts, person)
    in_use = {facts.pathway, *(each.pathway for each in facts.people)} - {""}
    if in_use & {"fam", "pp-abroad", *RESETTLED}:
        yield _declaration(book, facts, in_use)
    if "claim" in in_use:
        yield from _claim(book, facts)
    if facts.answers.get("fam-sponsored-as-partner"):
        begun = facts.dates.get("sponsor_pr")
        yield _made(
            book,
            facts,
            "fam-r130-3",
            "",
            months_on(begun, 60) if begun else None,
            "sponsor_pr",
            ends=Ends.BAR,
        )
    for id_ in sorted(in_use):
        closes = book.pathways[id_].closes
        if closes:
            yield _made(
                book,
                facts,
                "d10",
                "",
                UncertainDate(closes, closes),
                "",
                done=_done(facts, "applied", ""),
                done_undated=_is_undated(facts, "applied", ""),
            )


def _members(book: Book, facts: Facts, person: Person) -> Iterator[Deadline]:
    """Two different clocks: a year from permanent residence (R176), and a year from protection (R141)."""
    pathway = facts.pathway_of(person)
    named = {"pp-abroad": ("d1", "principal_pr"), "oyw": ("d2", "protection")}.get(pathway)
    if named is None or person.is_abroad is False:
        return
    rule, begins = named
    begun = facts.dates.get(begins)
    due = months_on(begun, 12) if begun else None
    asks = ("is_abroad",) if person.is_abroad is None else ()
    done = _done(facts, "applied", person.id)
    yield _made(
        book,
        facts,
        rule,
        person.id,
        due,
        begins,
        done=done,
        asks=asks,
        done_undated=_is_undated(facts, "applied", person.id),
    )


def _declaration(book: Book, facts: Facts, in_use: set[str]) -> Deadline:
    """Everybody is named before the principal is a permanent resident, and before the resettled depart."""
    names = ("principal_pr", "departure") if in_use & set(RESETTLED) else ("principal_pr",)
    known = [facts.dates[each] for each in names if each in facts.dates]
    due = None
    if known:
        first, last = min(each.first for each in known), min(each.last for each in known)
        due = days_on(UncertainDate(first, last), -1)
    return _made(book, facts, "d3", "", due, " or ".join(names), done=_done(facts, "all_declared", ""))


def _claim(book: Book, facts: Facts) -> Iterator[Deadline]:
    entered = facts.dates.get("first_entry")
    if entered and entered.last < CLAIMS_SINCE:
        return
    asks: tuple[str, ...] = ()
    due = None
    if entered:
        asks = ("entered_after_2020_06_24",) if entered.first < CLAIMS_SINCE else ()
        due = months_on(UncertainDate(max(entered.first, CLAIMS_SINCE), entered.last), 12)
    made = facts.dates.get("claim")
    yield _made(book, facts, "d7", "", due, "first_entry", done=made, asks=asks)


def _events(book: Book, facts: Facts) -> Iterator[Deadline]:
    for clock in EVENT_CLOCKS:
        for event in facts.events:
            if event.kind == clock.begins:
                yield _of_event(book, facts, clock, event)


def _of_event(book: Book, facts: Facts, clock: EventClock, event: Event) -> Deadline:
    due = None
    if event.when:
        due = months_on(event.when, clock.months) if clock.months else days_on(event.when, clock.days)
    asks: tuple[str, ...] = ()
    if clock.rule == "d5":
        asks = ("appeal_first",) if facts.pathway == "fam" else ()
        asks += ("saturday_in_court",) if due and overlaps_weekday(due, SATURDAY) else ()
    if clock.rule == "d8":
        asks = ("exceptions_25_1_21", "anniversary_itself")
    done = _done(facts, clock.done_by, event.person) if clock.done_by else None
    return _made(
        book,
        facts,
        clock.rule,
        event.person,
        due,
        clock.begins,
        done=done,
        asks=asks,
        ends=clock.ends,
        part=clock.part,
        done_undated=_is_undated(facts, clock.done_by, event.person),
    )


def _done(facts: Facts, kind: str, person: str) -> UncertainDate | None:
    days = [each.when for each in facts.events if each.kind == kind and each.person == person and each.when]
    return UncertainDate(min(each.first for each in days), min(each.last for each in days)) if days else None


def _is_undated(facts: Facts, kind: str, person: str) -> bool:
    return any(each.kind == kind and each.person == person and each.when is None for each in facts.events)


def _made(
    book: Book,
    facts: Facts,
    rule: str,
    person: str,
    due: UncertainDate | None,
    begins: str,
    *,
    done: UncertainDate | None = None,
    asks: tuple[str, ...] = (),
    ends: Ends = Ends.LAST_DAY,
    part: str = "",
    done_undated: bool = False,
) -> Deadline:
    """Done on a day that is not known, or everybody perhaps declared long ago: nobody says that it was missed."""
    said = book.rules[rule]
    state = _state(due, done, facts.dates.get("today"), ends)
    if state is State.MISSED and done is None and (rule == "d3" or done_undated):
        state = State.UNKNOWN
    sunday = ("sunday",) if due and ends is Ends.LAST_DAY and overlaps_weekday(due, SUNDAY) else ()
    return Deadline(
        rule=rule,
        part=part,
        person=person,
        ends=ends,
        due=due,
        state=state,
        needs=(begins,) if due is None else (),
        questions=asks + sunday,
        alert_days=said.alert_days,
        is_confirmed=said.is_confirmed,
    )


def _state(
    due: UncertainDate | None, done: UncertainDate | None, today: UncertainDate | None, ends: Ends
) -> State:
    if due is None:
        return State.UNKNOWN
    if ends is Ends.BAR and today and due.last < today.first:
        return State.MET
    if ends is not Ends.LAST_DAY:
        return State.OPEN
    if done:
        return _compared(due, done)
    return _compared(due, today) if today and due.first < today.last else State.OPEN


def _compared(due: UncertainDate, day: UncertainDate) -> State:
    if day.last <= due.first:
        return State.MET
    return State.MISSED if due.last < day.first else State.UNKNOWN


def alerts(deadline: Deadline) -> tuple[date, ...]:
    """On which days to warn, counted from the earliest possible day."""
    if deadline.due is None:
        return ()
    return tuple(deadline.due.first - timedelta(each) for each in deadline.alert_days)
