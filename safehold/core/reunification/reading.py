# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a file's facts from JSON. The schema stands in docs/reference/family-clocks.md."""

from collections.abc import Mapping
from typing import Any

from safehold.core.reunification.clocks import EVENT_CLOCKS
from safehold.core.reunification.counting import read_when
from safehold.core.reunification.entities import (
    Book,
    ConfirmedExemption,
    Event,
    Facts,
    Person,
    Relation,
    Role,
    UncertainDate,
)
from safehold.core.reunification.errors import FactsUnsound

DATES = (
    "today",
    "principal_pr",
    "protection",
    "departure",
    "claim",
    "referral",
    "principal_application",
    "application",
    "sponsor_pr",
    "first_entry",
    "fees",
)
EVENTS = tuple(
    sorted(
        {"applied", "all_declared"}
        | {each.begins for each in EVENT_CLOCKS}
        | {each.done_by for each in EVENT_CLOCKS if each.done_by}
    )
)
YES_OR_NO = ("is_abroad", "has_partner", "depends_since_before_22", "has_passport", "may_ask_state")
MOST = 500


def read_facts(book: Book, read: object) -> Facts:
    """Raises FactsUnsound, which says where."""
    top = _object(
        "The file", read, ("pathway", "people", "relations", "dates", "events", "answers", "exemptions")
    )
    pathway = _pathway(book, "pathway", top.get("pathway"))
    people = tuple(
        _person(book, f"people[{n}]", each) for n, each in enumerate(_list("people", top.get("people")))
    )
    if not people:
        raise FactsUnsound("people: at least one person is needed.")
    ids = [each.id for each in people]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise FactsUnsound(f"people: two have the id {id_!r}.")
    known = frozenset(ids)
    dates = _object("dates", top.get("dates", {}), DATES)
    events = _list("events", top.get("events"))
    relations = _list("relations", top.get("relations"))
    exemptions = _list("exemptions", top.get("exemptions"))
    return Facts(
        pathway=pathway,
        people=people,
        relations=tuple(_relation(f"relations[{n}]", each, known) for n, each in enumerate(relations)),
        dates={name: when for name, text in dates.items() if (when := _when(f"dates.{name}", text))},
        events=tuple(_event(f"events[{n}]", each, known) for n, each in enumerate(events)),
        answers=_answers(book, top.get("answers", {})),
        exemptions=tuple(_exempt(book, f"exemptions[{n}]", each, known) for n, each in enumerate(exemptions)),
    )


def _object(where: str, read: object, allowed: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(read, dict):
        raise FactsUnsound(f"{where} must be a JSON object.")
    for key in read:
        if key not in allowed:
            raise FactsUnsound(f"{where}: {key!r} is not known here. There are: {', '.join(allowed)}.")
    return read


def _list(where: str, read: object) -> list[Any]:
    if read is None:
        return []
    if not isinstance(read, list) or len(read) > MOST:
        raise FactsUnsound(f"{where} must be a list of at most {MOST}.")
    return read


def _text(where: str, read: object) -> str:
    if not isinstance(read, str) or not read.strip():
        raise FactsUnsound(f"{where}: a text is needed.")
    return read.strip()


def _when(where: str, read: object) -> UncertainDate | None:
    if read is None:
        return None
    try:
        when = read_when(_text(where, read))
    except ValueError as error:
        raise FactsUnsound(f"{where}: {error}") from error
    if not (when.first.year >= 1900 and when.last.year <= 2200):
        raise FactsUnsound(f"{where}: the year must lie between 1900 and 2200.")
    return when


def _yes_or_no(where: str, read: object) -> bool | None:
    if read is None or isinstance(read, bool):
        return read
    raise FactsUnsound(f"{where} must be true, false or null.")


def _pathway(book: Book, where: str, read: object) -> str:
    id_ = _text(where, read)
    if id_ not in book.pathways:
        raise FactsUnsound(f"{where}: {id_!r} is no pathway. There are: {', '.join(book.pathways)}.")
    return id_


def _person(book: Book, where: str, read: object) -> Person:
    of = _object(where, read, ("id", "role", "born", "pathway", *YES_OR_NO))
    try:
        role = Role(_text(f"{where}.role", of.get("role")))
    except ValueError:
        raise FactsUnsound(f"{where}.role: there are {', '.join(Role)}.") from None
    return Person(
        id=_text(f"{where}.id", of.get("id")),
        role=role,
        born=_when(f"{where}.born", of.get("born")),
        pathway=_pathway(book, f"{where}.pathway", of["pathway"]) if of.get("pathway") else "",
        **{name: _yes_or_no(f"{where}.{name}", of.get(name)) for name in YES_OR_NO},
    )


def _of(where: str, read: object, people: frozenset[str]) -> str:
    id_ = _text(where, read)
    if id_ not in people:
        raise FactsUnsound(f"{where}: nobody has the id {id_!r}.")
    return id_


def _relation(where: str, read: object, people: frozenset[str]) -> Relation:
    of = _object(where, read, ("person", "to", "kind", "is_proved"))
    return Relation(
        _of(f"{where}.person", of.get("person"), people),
        _of(f"{where}.to", of.get("to"), people),
        _text(f"{where}.kind", of.get("kind")),
        bool(_yes_or_no(f"{where}.is_proved", of.get("is_proved"))),
    )


def _event(where: str, read: object, people: frozenset[str]) -> Event:
    of = _object(where, read, ("event", "date", "person"))
    kind = _text(f"{where}.event", of.get("event"))
    if kind not in EVENTS:
        raise FactsUnsound(f"{where}.event: {kind!r} is not known. There are: {', '.join(EVENTS)}.")
    person = _of(f"{where}.person", of["person"], people) if of.get("person") else ""
    return Event(kind, _when(f"{where}.date", of.get("date")), person)


def _answers(book: Book, read: object) -> dict[str, bool]:
    known = {each.id for pathway in book.pathways.values() for each in pathway.criteria}
    answers = {}
    for id_, given in _object("answers", read, tuple(sorted(known))).items():
        answer = _yes_or_no(f"answers.{id_}", given)
        if answer is not None:
            answers[id_] = answer
    return answers


def _exempt(book: Book, where: str, read: object, people: frozenset[str]) -> ConfirmedExemption:
    of = _object(where, read, ("fee", "person"))
    fee = _text(f"{where}.fee", of.get("fee"))
    if fee not in book.fees:
        raise FactsUnsound(f"{where}.fee: {fee!r} is no fee. There are: {', '.join(book.fees)}.")
    return ConfirmedExemption(fee, _of(f"{where}.person", of.get("person"), people))
