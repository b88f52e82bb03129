# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The schedules of Canada's sanctions regulations (SEMA and JVCFOA), both languages, from a table of their items.

One row is one item: instrument, title, schedule, part, item, text_en, text_fr, in_force. Items that were repealed and
schedules of goods are left out and counted. English and French stand in one row: names that both write are one name,
names that only one writes keep its language, and where the two do not say the same, that is an anomaly. The key is
the item's place ("SOR-2014-58/S1/P1.1/94"), which amendments do not move.

Reproduced from federal law: not the official version. https://laws-lois.justice.gc.ca
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date

from safehold.core.watchlists.anomalies import LANGUAGES, Anomaly
from safehold.core.watchlists.canada_aliases import FORM, cut_others
from safehold.core.watchlists.canada_words import Line, fold, read_line
from safehold.core.watchlists.errors import ListMalformed
from safehold.core.watchlists.parties import ALIAS, ORGANISATION, PERSON, WEAK, Birth, ListedName, ListedParty
from safehold.core.watchlists.reading import Left, Reading, clean_names

COLUMNS = ("instrument", "title", "schedule", "part", "item", "text_en", "text_fr", "in_force")
LONGEST_TEXT = 20_000
PART = re.compile(r"PART (?P<number>[\d.]+)(?P<title>.*)")
REPEALED = re.compile(r"\[(?:Repealed|Abrogé)", re.IGNORECASE)
ACRONYM = re.compile(r"\s*\((?P<letters>[A-Z][A-Z0-9./&-]{1,14})\)")
BODY = re.compile(
    r"\b(?:Bank|Company|Co|Corporation|Corp|Ltd|Limited|Inc|LLC|[OCPZ]?JSC|[OPZ]AO|OOO|Holdings?|Industries|Trust|"
    r"Group|Enterprise|Organi[sz]ation|Ministry|Agency|University|Institute|Party|Foundation|Association|Co-Operative)\b"
)


def read_canada(lines: Iterable[str]) -> Reading:
    """Read the table, given as lines of text. Iterating raises ListMalformed."""

    def read(left: Left) -> Iterator[ListedParty]:
        reader = csv.DictReader(lines, strict=True)
        try:
            missing = set(COLUMNS) - set(reader.fieldnames or ())
            if missing:
                raise ListMalformed("header", 1)
            for row in reader:
                party = _party(row, left, reader.line_num)
                if party is not None:
                    yield party
        except csv.Error:
            raise ListMalformed("csv", max(reader.line_num, 1)) from None

    return Reading(read)


def _party(row: dict[str, str | None], left: Left, number: int) -> ListedParty | None:
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    if None in row or any(len(cell) > LONGEST_TEXT for cell in cells.values()):
        raise ListMalformed("columns", number)
    english, french = cells["text_en"], cells["text_fr"]
    if REPEALED.match(english) or (not english and REPEALED.match(french)):
        left("repealed")
        return None
    kind = _kind(cells["part"], english or french)
    if kind is None:
        left("goods")
        return None
    if not english and not french:
        left("unnamed")
        return None
    return _read_party(cells, kind, number)


def _kind(part: str, text: str) -> str | None:
    """Return who the part of a schedule lists, None for goods. Without a title, the words decide."""
    if "ndividual" in part:
        return PERSON
    if "ntit" in part:
        return ORGANISATION
    if part:
        return None
    return ORGANISATION if BODY.search(text) and " born " not in text else PERSON


def _read_party(cells: dict[str, str], kind: str, number: int) -> ListedParty:
    is_person = kind == PERSON
    lines = {
        language: read_line(cells[f"text_{language}"], is_person=is_person)
        for language in ("en", "fr")
        if cells[f"text_{language}"]
    }
    found = list(_names(lines, is_person=is_person))
    names, anomalies = clean_names(found)
    born, differ = _births(lines)
    place = PART.match(cells["part"])
    return ListedParty(
        key=_key(cells, place),
        kind=kind,
        names=names,
        born=born,
        listed_on=_day(cells["in_force"], number),
        source=_source(cells, place),
        remarks=tuple(dict.fromkeys([cells["title"], *_titles(lines, place)])),
        anomalies=tuple(dict.fromkeys([*anomalies, *differ, *_oddities(lines, is_person=is_person)])),
    )


def _names(lines: dict[str, Line], *, is_person: bool) -> Iterator[ListedName]:
    """Yield the first name, then the others; those that both languages write without a language."""
    english, french = lines.get("en", Line()), lines.get("fr", Line())
    groups = [english.others, french.others]
    others = cut_others(
        "; ".join(groups[0]),
        "; ".join(groups[1]),
        is_person=is_person,
        is_plural=english.is_plural or french.is_plural,
    )
    sides = {
        "en": [*english.spellings, *_spellings(others[0], is_person=is_person)],
        "fr": [*french.spellings, *_spellings(others[1], is_person=is_person)],
    }
    seen = {language: {fold(name) for name in names} for language, names in sides.items()}
    firsts = {fold(line.name) for line in (english, french) if line.name}
    for language, other in (("en", "fr"), ("fr", "en")):
        for name in sides[language]:
            is_shared = fold(name) in seen[other]
            if language == "fr" and is_shared:
                continue
            note = "" if fold(name) in firsts else ALIAS
            family = _family(name) if is_person else ""
            yield ListedName(name, "" if is_shared else language, note, family)
            if not is_person:
                yield from _acronyms(name, "" if is_shared else language)


def _spellings(names: list[str], *, is_person: bool) -> list[str]:
    """Return other names with the spellings that stand in brackets: "P’doh (Phado) Man Nyein Maung"."""
    if not is_person:
        return names
    return [spelling for name in names for spelling in read_line(name, is_person=True).spellings]


def _acronyms(name: str, language: str) -> Iterator[ListedName]:
    """Yield what an acronym in brackets gives: the name without it, and the acronym, which is a weak name."""
    for match in ACRONYM.finditer(name):
        bare = " ".join((name[: match.start()] + name[match.end() :]).split())
        if FORM.fullmatch(match["letters"]):
            continue
        if bare:
            yield ListedName(bare, language, ALIAS)
        yield ListedName(match["letters"], language, WEAK)


def _family(name: str) -> str:
    """Return the words in capitals, where others are not: the family name, first or last."""
    words = name.split()
    capitals = [word for word in words if word.isupper() and sum(map(str.isalpha, word)) > 1]
    return " ".join(capitals) if 0 < len(capitals) < len(words) else ""


def _births(lines: dict[str, Line]) -> tuple[tuple[Birth, ...], list[Anomaly]]:
    told = {language: tuple(dict.fromkeys(line.born)) for language, line in lines.items()}
    both = tuple(dict.fromkeys(birth for births in told.values() for birth in births))
    if len(told) == 2 and [b.iso for b in told["en"]] != [b.iso for b in told["fr"]]:
        said = " | ".join(
            f"{language}: {', '.join(birth.iso for birth in births) or '–'}"
            for language, births in told.items()
        )
        return both, [Anomaly(LANGUAGES, "born", said)]
    return told.get("en") or both, []


def _oddities(lines: dict[str, Line], *, is_person: bool) -> Iterator[Anomaly]:
    for line in lines.values():
        yield from line.anomalies
    names = [line.name for line in lines.values()]
    if is_person and len({fold(name) for name in names}) > 1:
        yield Anomaly(LANGUAGES, "name", " | ".join(f"{at}: {line.name}" for at, line in lines.items()))


def _titles(lines: dict[str, Line], place: re.Match[str] | None) -> list[str]:
    reason = re.sub(r"SOR/.*", "", place["title"]).strip() if place else ""
    return [*([reason] if reason else []), *(title for line in lines.values() for title in line.titles)]


def _key(cells: dict[str, str], place: re.Match[str] | None) -> str:
    parts = [
        cells["instrument"],
        f"S{cells['schedule']}" if cells["schedule"] else "",
        f"P{place['number']}" if place else "",
        cells["item"],
    ]
    return "/".join(part for part in parts if part)


def _source(cells: dict[str, str], place: re.Match[str] | None) -> str:
    parts = [
        cells["instrument"].replace("SOR-", "SOR/"),
        f"Schedule {cells['schedule']}" if cells["schedule"] else "Schedule",
        f"Part {place['number']}" if place else "",
        f"item {cells['item']}",
    ]
    return ", ".join(part for part in parts if part)


def _day(text: str, number: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ListMalformed("day", number) from None
