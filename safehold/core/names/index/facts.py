# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second fact: what a year of birth or a country adds to a name, or takes from it.

- **The same year of birth** raises, and lifts the limit of very common names: it is the second fact that they need.
- **Another year** lowers; a year apart says nothing, because calendars and lists differ by that much.
- **A country** orders what was found, and is said. It never carries anybody over the line or under it: where somebody
  lives or belongs to must not decide whether they are found.
"""

import re
from typing import NamedTuple

from safehold.core.names import LIKELY

YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
DAY = re.compile(r"(?<!\d)(?:1[89]|20)\d\d-\d\d-\d\d(?!\d)")
NOT_LETTERS = re.compile(r"[^a-z]+")
SAME_DAY, SAME_YEAR = 0.5, 0.25
"""How much of what is missing to certainty the same day or year of birth fills."""
WORTH_RAISING = 0.6
"""A name that fits less is another name: a year that is shared by chance does not make it the same."""
FEW_YEARS, SOME_YEARS_OFF, MANY_YEARS_OFF = 3, 0.75, 0.6
COUNTRY_STEP = 0.02
JUST_UNDER = LIKELY - 0.01

SENTENCES = {
    "same-birthday": (
        "Both were born on {born}.",
        "Les deux sont nés le {born}.",
    ),
    "same-birth-year": (
        "Both were born in {born}.",
        "Les deux sont nés en {born}.",
    ),
    "near-birth-year": (
        "The years of birth, {born} and {listed}, are one apart: it tells nothing.",
        "Les années de naissance, {born} et {listed}, se suivent : cela ne dit rien.",
    ),
    "other-birth-year": (
        "The years of birth differ: {born}, and {listed} on the list. It lowers the score.",
        "Les années de naissance diffèrent : {born}, et {listed} sur la liste. Cela abaisse la note.",
    ),
    "same-country": (
        "Both are tied to {country}. It only orders what was found.",
        "Les deux ont un lien avec {country}. Cela ne fait qu’ordonner les résultats.",
    ),
    "other-country": (
        "The countries differ: {country}, and {listed} on the list. It only orders what was found.",
        "Les pays diffèrent : {country}, et {listed} sur la liste. Cela ne fait qu’ordonner les résultats.",
    ),
}


class SecondFact(NamedTuple):
    """One reason beside the name, as a person can read it."""

    code: str
    values: dict[str, str]

    def sentence(self, language: str = "en") -> str:
        """Return the reason as a sentence."""
        english, french = SENTENCES[self.code]
        return (french if language == "fr" else english).format(**self.values)


class Asked(NamedTuple):
    """What is known of a person beside the name; either may be empty."""

    born: str = ""
    countries: frozenset[str] = frozenset()


def read_countries(text: str) -> frozenset[str]:
    """Return the countries of a cell: "CN", "cn; HK", "China"."""
    return frozenset(part.strip().casefold() for part in re.split(r"[;,|/]", text) if part.strip())


def weigh_facts(
    score: float, name_score: float, asked: Asked, listed: Asked
) -> tuple[float, tuple[SecondFact, ...]]:
    """Return the score with what the other facts add or take, and the reasons.

    score, name_score: what the names say, with and without the limit of very common names.
    """
    score, said = _weigh_born(score, name_score, asked.born, listed.born)
    nudged, more = _weigh_country(score, asked.countries, listed.countries)
    if (nudged >= LIKELY) != (score >= LIKELY):
        nudged = LIKELY if score >= LIKELY else max(score, JUST_UNDER)
    return nudged, said + more


def _weigh_born(
    score: float, name_score: float, born: str, listed: str
) -> tuple[float, tuple[SecondFact, ...]]:
    days = set(DAY.findall(born)) & set(DAY.findall(listed))
    mine, theirs = YEAR.findall(born), YEAR.findall(listed)
    if not mine or not theirs:
        return score, ()
    apart = min(abs(int(a) - int(b)) for a in mine for b in theirs)
    values = {"born": mine[0], "listed": ", ".join(dict.fromkeys(theirs))}
    if days:
        return _raise(score, name_score, SAME_DAY), (SecondFact("same-birthday", {"born": min(days)}),)
    if not apart:
        shared = min(set(mine) & set(theirs))
        return _raise(score, name_score, SAME_YEAR), (SecondFact("same-birth-year", {"born": shared}),)
    if apart == 1:
        return score, (SecondFact("near-birth-year", values),)
    factor = SOME_YEARS_OFF if apart <= FEW_YEARS else MANY_YEARS_OFF
    return score * factor, (SecondFact("other-birth-year", values),)


def _raise(score: float, name_score: float, share: float) -> float:
    if name_score < WORTH_RAISING:
        return score
    return max(score, name_score + (1 - name_score) * share)


def _weigh_country(
    score: float, mine: frozenset[str], theirs: frozenset[str]
) -> tuple[float, tuple[SecondFact, ...]]:
    if not mine or not theirs:
        return score, ()
    shared = mine & theirs
    if shared:
        values = {"country": ", ".join(sorted(shared)).upper()}
        return min(1.0, score + COUNTRY_STEP), (SecondFact("same-country", values),)
    values = {"country": ", ".join(sorted(mine)).upper(), "listed": ", ".join(sorted(theirs)).upper()}
    return max(0.0, score - COUNTRY_STEP), (SecondFact("other-country", values),)
