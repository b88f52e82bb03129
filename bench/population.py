# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many invented people, as lists and reports would write them, from the tables of population.tsv and a seed.

A person stands on the list in one form and is looked for in another: another script, another romanisation, the family
name first in capitals, one letter typed wrong. How the forms are made stands here and shares nothing with the rules
that find them again.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).with_suffix(".tsv")
SHARES = {
    "zh": 40, "ru": 12, "uk": 6, "ar": 7, "fa": 2, "ug": 2, "bo": 3,
    "en": 8, "es": 6, "fr": 4, "de": 4, "tr": 2, "pl": 2, "id": 2,
}  # fmt: skip
FROM_HONG_KONG, FROM_TAIWAN = 0.12, 0.13
"""Of people with Chinese names: who is written in Hong Kong's spelling, and in Wade-Giles."""
LONG_ENOUGH = 7
"""Letters a name needs to be mistyped: of a shorter one little would be left."""
BGN = dict(
    zip(
        "абвгдезийклмнопрстуфхыэ",
        [*"abvgdeziyklmnoprstuf", "kh", "y", "e"],
        strict=True,
    )
) | {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
}
BGN |= {"і": "i", "ї": "yi", "є": "ye", "ґ": "g", "'": "", "’": ""}
ISO_LIKE = BGN | {"й": "j", "х": "h", "ю": "iu", "я": "ia", "щ": "shch", "ё": "e", "ї": "i", "є": "ie"}
FRENCH = BGN | {"ж": "j", "у": "ou", "ш": "ch", "ч": "tch", "щ": "chtch", "ю": "iou", "я": "ia", "й": "ï"}
GERMAN = BGN | {"ж": "sch", "ш": "sch", "ч": "tsch", "щ": "schtsch", "в": "w", "ю": "ju", "я": "ja", "й": "j"}
GERMAN |= {"з": "s", "х": "ch", "ц": "z", "ё": "jo"}
LOOK_ALIKES = dict(zip("aeopcxyABEKMHOPCTX", "аеорсхуАВЕКМНОРСТХ", strict=True))

Forms = dict[str, str]
"""What sort of form -> the name in it."""


class Person(NamedTuple):
    group: str
    forms: Forms


class Table:
    """The parts of the names of one group, drawn by weight."""

    def __init__(self) -> None:
        self.rows: dict[str, list[list[str]]] = defaultdict(list)
        self.sums: dict[str, list[int]] = {}
        self._weights: dict[str, list[int]] = defaultdict(list)

    def add(self, role: str, weight: int, forms: list[str]) -> None:
        self.rows[role].append(forms)
        self._weights[role].append(weight)

    def close(self) -> None:
        self.sums = {role: list(accumulate(weights)) for role, weights in self._weights.items()}

    def draw(self, chance: random.Random, role: str) -> list[str]:
        return chance.choices(self.rows[role], cum_weights=self.sums[role])[0]


def read_tables() -> dict[str, Table]:
    tables: dict[str, Table] = defaultdict(Table)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group, role, weight, *forms = line.split("\t")
            tables[group].add(role, int(weight), forms)
    for table in tables.values():
        table.close()
    return tables


def make_people(count: int, seed: int) -> Iterator[tuple[Person, str, str]]:
    """Yield people, the name each has on the list, and what sort of form that is; all names of the list differ."""
    chance, tables, seen = random.Random(seed), read_tables(), set[str]()
    groups, shares = list(SHARES), list(accumulate(SHARES.values()))
    while len(seen) < count:
        group = chance.choices(groups, cum_weights=shares)[0]
        person = Person(group, MAKERS.get(group, make_european)(chance, tables[group]))
        sort = chance.choice(list(person.forms))
        if person.forms[sort] not in seen:
            seen.add(person.forms[sort])
            yield person, person.forms[sort], sort


def make_chinese(chance: random.Random, table: Table) -> Forms:
    family = table.draw(chance, "family")
    given = [table.draw(chance, "given") for _ in range(1 if chance.random() < 0.15 else 2)]
    pinyin, wade = "".join(g[2] for g in given).capitalize(), "-".join(g[3] for g in given).capitalize()
    cantonese = "-".join(g[4] for g in given).capitalize()
    forms = {
        "simplified": family[0] + "".join(g[0] for g in given),
        "traditional": family[1] + "".join(g[1] for g in given),
        "pinyin": f"{family[2].capitalize()} {pinyin}",
        "pinyin listed": f"{family[2].upper()} {pinyin}",
    }
    home = chance.random()
    if home < FROM_HONG_KONG:
        return forms | {"hong kong": f"{family[4]} {cantonese}"}
    if home < FROM_HONG_KONG + FROM_TAIWAN:
        return forms | {"wade-giles": f"{family[3].capitalize()} {wade}"}
    return forms | {"pinyin reversed": f"{pinyin} {family[2].capitalize()}"}


def spell(word: str, letters: dict[str, str]) -> str:
    out = "".join(letters.get(each, each) for each in word.lower())
    return out.capitalize()


def make_slavic(chance: random.Random, table: Table) -> Forms:
    family, given = table.draw(chance, "family")[0], table.draw(chance, "given")[0]
    father = table.draw(chance, "father")[0] if "father" in table.rows else ""
    short, long = f"{given} {family}", " ".join(filter(None, (family, given, father)))
    forms = {"cyrillic": short, "cyrillic full": long}
    for name, letters in (("bgn", BGN), ("iso", ISO_LIKE), ("french", FRENCH), ("german", GERMAN)):
        forms[name] = f"{spell(given, letters)} {spell(family, letters)}"
    forms["listed"] = f"{spell(family, BGN).upper()} {spell(given, BGN)} {spell(father, BGN)}".strip()
    return forms


def make_arabic(chance: random.Random, table: Table) -> Forms:
    parts = [table.draw(chance, "given"), table.draw(chance, "family")]
    if chance.random() < 0.8:
        parts.insert(1, table.draw(chance, "given"))
    latin = [" ".join(chance.choice(part[1:]) for part in parts) for _ in range(2)]
    return {"arabic": " ".join(part[0] for part in parts), "latin": latin[0], "latin again": latin[1]}


def make_plain(count: int) -> Callable[[random.Random, Table], Forms]:
    """Return a maker of names from given names alone, as Uyghur and Tibetan ones are."""

    def make(chance: random.Random, table: Table) -> Forms:
        parts = [table.draw(chance, "given") for _ in range(chance.choice((2, count)))]
        native = "་" if parts[0][0] > "\u0f00" else " "
        latin = [" ".join(chance.choice(part[1:]) for part in parts) for _ in range(2)]
        return {"native": native.join(part[0] for part in parts), "latin": latin[0], "latin again": latin[1]}

    return make


def make_european(chance: random.Random, table: Table) -> Forms:
    given, family = table.draw(chance, "given")[0], table.draw(chance, "family")[0]
    second = table.draw(chance, "given")[0]
    forms = {"plain": f"{given} {family}", "listed": f"{family.upper()}, {given}"}
    if chance.random() < 0.3:
        return {
            "two names": f"{given} {second} {family}",
            "initial": f"{given} {second[0]}. {family}",
            "listed two": f"{family.upper()}, {given} {second}",
        }
    return forms


MAKERS: dict[str, Callable[[random.Random, Table], Forms]] = {
    "zh": make_chinese,
    "ru": make_slavic,
    "uk": make_slavic,
    "ar": make_arabic,
    "fa": make_arabic,
    "ug": make_plain(2),
    "bo": make_plain(3),
}


def ask_for(person: Person, listed: str, sort: str, chance: random.Random) -> tuple[str, str]:
    """Return the name under which somebody looks for a person of the list, and how it differs."""
    others = [(name, form) for name, form in person.forms.items() if form != listed]
    if not others or (chance.random() < 0.25 and len(listed) >= LONG_ENOUGH and listed.isascii()):
        return chance.choice(TYPED)(listed, chance), f"{person.group}: typed"
    name, form = chance.choice(others)
    return form, f"{person.group}: {sort} → {name}"


def mistype(name: str, chance: random.Random) -> str:
    """One letter left out, doubled, swapped with its neighbour or replaced; never the first."""
    place = chance.choice([i for i in range(1, len(name) - 1) if name[i].isalpha()] or [len(name) - 1])
    before, letter, after = name[:place], name[place], name[place + 1 :]
    changed = (after[:1] or letter) + letter + after[1:] if after[:1].isalpha() else letter * 2 + after
    return before + chance.choice((after, letter * 2 + after, changed, chance.choice("aeiourst") + after))


def look_alike(name: str, chance: random.Random) -> str:
    places = [i for i, each in enumerate(name) if each in LOOK_ALIKES]
    if not places:
        return name.upper()
    place = chance.choice(places)
    return name[:place] + LOOK_ALIKES[name[place]] + name[place + 1 :]


def bare(name: str, _chance: random.Random) -> str:
    plain = unicodedata.normalize("NFKD", name)
    return "".join(each for each in plain if not unicodedata.combining(each)).lower()


TYPED: tuple[Callable[[str, random.Random], str], ...] = (mistype, mistype, look_alike, bare)
