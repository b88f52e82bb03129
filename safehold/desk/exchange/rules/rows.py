# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one row of a table says, and what in it cannot be taken. Pure: labels and the day come in as arguments."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from safehold.core import reunification as clocks
from safehold.desk.cases.errors import WhenUnclear
from safehold.desk.cases.rules import LONGEST_TITLE, LONGEST_WORDS, first_title
from safehold.desk.cases.rules.places import Place
from safehold.desk.cases.rules.when import EARLIEST_YEAR, read_when
from safehold.desk.exchange.rules import columns
from safehold.desk.families.rules import Relative, read_relatives
from safehold.desk.parties.rules import LONGEST_NAME, MOST_NAMES

LONGEST_NUMBER = 120
SEVERAL = re.compile(r"\s*[;\n]\s*")
SEVERAL_CODES = re.compile(r"[\s,;]+")
CREATE, UPDATE, SKIP, REFUSE = "create", "update", "skip", "refuse"


@dataclass(frozen=True)
class Vocabulary:
    """What is understood in a cell: codes and labels, folded -> code."""

    states: Mapping[str, str]
    urgencies: Mapping[str, str]
    tactics: Collection[str]
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RowDraft:
    """What a row says, read. An empty field says nothing, and changes nothing of a case that is there."""

    number: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    opened_on: date | None = None
    state: str = ""
    urgency: str = ""
    notes: str = field(default="", repr=False)
    narrative: str = field(default="", repr=False)
    when: str = field(default="", repr=False)
    place: Place = field(default=Place(), repr=False)
    tactics: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), repr=False)
    contacts: tuple[str, ...] = field(default=(), repr=False)

    family_way: str = ""
    family_days: Mapping[str, str] = field(default_factory=dict, repr=False)
    family_people: tuple[Relative, ...] = field(default=(), repr=False)

    @property
    def has_family(self) -> bool:
        return bool(self.family_way or self.family_days or self.family_people)

    @property
    def has_incident(self) -> bool:
        return bool(self.narrative or self.when or self.tactics or self.place != Place())

    @property
    def has_person(self) -> bool:
        return bool(self.names or self.contacts)

    @property
    def case_title(self) -> str:
        """The title of a new case: what was given, or the first words of what happened."""
        return self.title or first_title(self.narrative)


def read_row(
    values: Mapping[str, str], vocabulary: Vocabulary, on: date, *, is_new: bool
) -> tuple[RowDraft, list[str]]:
    """Return what a row says and the codes of what is wrong with it. What is wrong is empty in the draft."""
    problems: list[str] = []
    draft = RowDraft(
        number=_no_longer(values.get(columns.NUMBER, ""), LONGEST_NUMBER, "number-long", problems),
        title=_no_longer(_line(values.get(columns.TITLE, "")), LONGEST_TITLE, "title-long", problems),
        opened_on=_read_day(values.get(columns.OPENED_ON, ""), on, problems),
        state=_read_code(values.get(columns.STATE, ""), vocabulary.states, "state-unknown", problems),
        urgency=_read_code(
            values.get(columns.URGENCY, ""), vocabulary.urgencies, "urgency-unknown", problems
        ),
        notes=_no_longer(values.get(columns.NOTES, ""), LONGEST_WORDS, "notes-long", problems),
        narrative=_no_longer(values.get(columns.NARRATIVE, ""), LONGEST_WORDS, "narrative-long", problems),
        when=_read_when(values.get(columns.WHEN, ""), problems),
        place=read_place(values.get(columns.PLACE, "")),
        tactics=_read_tactics(values.get(columns.TACTICS, ""), vocabulary.tactics, problems),
        names=_read_several(values.get(columns.NAMES, ""), "names", problems),
        contacts=_read_several(values.get(columns.CONTACTS, ""), "contacts", problems),
        family_way=_read_code(values.get(columns.FAMILY_WAY, ""), vocabulary.ways, "way-unknown", problems),
        family_days=_read_family_days(values, problems),
        family_people=_read_people(values.get(columns.FAMILY_PEOPLE, ""), problems),
    )
    if is_new and not problems and not draft.case_title:
        problems.append("title-missing")
    return draft, problems


def _read_family_days(values: Mapping[str, str], problems: list[str]) -> dict[str, str]:
    days = {name: _line(values[field]) for field, name in columns.FAMILY_DAYS.items() if field in values}
    try:
        for text in days.values():
            clocks.read_when(text)
    except ValueError:
        problems.append("family-day-unclear")
        return {}
    return days


def _read_people(text: str, problems: list[str]) -> tuple[Relative, ...]:
    try:
        return read_relatives(text)
    except ValueError:
        problems.append("family-people-unclear")
        return ()


def read_place(text: str) -> Place:
    """Return a place from its parts, the widest last. What is finer than the town is left out: nobody allowed it."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) <= 1:
        return Place(town=parts[0]) if parts else Place()
    if len(parts) == 2:
        return Place(country=parts[1], town=parts[0])
    return Place(country=parts[-1], region=parts[-2], town=parts[-3])


def token_of(key: bytes, number: str) -> str:
    """Return what the database knows of an organisation's own number: the same for the same number, useless
    without the key."""
    plain = canonical_number(number).encode()
    return hmac.digest(key, b"safehold/exchange/number/1\n" + plain, hashlib.sha256).hex()


def canonical_number(number: str) -> str:
    """Bring a number to its one form: case, width and spaces make no other number of it."""
    return " ".join(unicodedata.normalize("NFKC", number).casefold().split())


def fold(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def changed_fields(values: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    """Return the fields that say something else than the last time. An empty cell takes nothing away."""
    return {name for name, text in values.items() if before.get(name) != text and name != columns.NUMBER}


def _line(text: str) -> str:
    return " ".join(text.split())


def _no_longer(text: str, longest: int, problem: str, problems: list[str]) -> str:
    if len(text) <= longest:
        return text
    problems.append(problem)
    return ""


def _read_day(text: str, on: date, problems: list[str]) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text[:10] if re.match(r"\d{4}-\d\d-\d\d[T ]", text) else text)
    except ValueError:
        problems.append("day-unclear")
        return None
    if day > on or day.year < EARLIEST_YEAR:
        problems.append("day-outside")
        return None
    return day


def _read_code(text: str, known: Mapping[str, str], problem: str, problems: list[str]) -> str:
    if not text:
        return ""
    code = known.get(fold(text), "")
    if not code:
        problems.append(problem)
    return code


def _read_when(text: str, problems: list[str]) -> str:
    text = _line(text)
    try:
        read_when(text)
    except WhenUnclear:
        problems.append("when-unclear")
        return ""
    return text


def _read_tactics(text: str, known: Collection[str], problems: list[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.upper() for code in SEVERAL_CODES.split(text) if code))
    if any(code not in known for code in codes):
        problems.append("tactic-unknown")
        return ()
    return codes


def _read_several(text: str, what: str, problems: list[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(part for each in SEVERAL.split(text) if (part := _line(each))))
    if len(found) > MOST_NAMES or any(len(each) > LONGEST_NAME for each in found):
        problems.append(f"{what}-long")
        return ()
    return found
