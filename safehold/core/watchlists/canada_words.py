# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What one line of a Canadian schedule says: a name, other names, a birth, a title. In English or in French. Pure.

    Evgeny (Yevgeny, Evgeni) Petrovich GRABCHAK (born on July 18, 1981) (also known as …)
    Than Shwe, né le 2 février 1933

The lines are written by people: brackets are forgotten, "born" stands in the French text. What cannot be told apart
stays in the name; a bracket that does not fit is an anomaly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product

from safehold.core.days import MONTH_NAMES
from safehold.core.watchlists.anomalies import BRACKET, Anomaly, strip_unseen
from safehold.core.watchlists.parties import Birth

MOST_SPELLINGS = 24
MONTH_OF = {name: number for number, names in enumerate(MONTH_NAMES, start=1) for name in names}
_MONTH = "|".join(MONTH_OF)
BIRTH = re.compile(r"born\b.*\d{4}|date of birth\b|n[ée]{1,2}e?\s.*\d{4}|date de naissance\b")
KNOWN_AS = re.compile(
    r"(?:also known (?:among other names )?as|aka|(?:aussi )?connue?s?(?: notamment)? sous les? noms?"
    r"(?: suivants)?(?:\s*:| de\b| d’)?|alias)\s*",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}}),?\s+|(?:(?P<d2>\d{{1,2}})(?:er)?\s+)?(?P<m2>{_MONTH})\s+)?(?P<y>(?:18|19|20)\d\d)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(r"\bcirca\b|\bvers\b|\bapprox|\bearly\b|\bdébut\b|\benviron\b|\d{4}s\b", re.IGNORECASE)
TAIL = re.compile(
    r",?\s*(?=\b(?:born|née?)\b(?: (?:on|in|le|en|vers))?\s[^()]*\d{4})"
    r"|\s(?=(?:also known as|alias|aka)\s)"
)
QUOTES = re.compile(r"«\s*([^«»]*?)\s*»")
WHOLE_QUOTE = re.compile(r"[“\"]([^“”\"]*)[”\"]|[‘]([^‘’]*)[’]")
TITLES = re.compile(r"(?:lt\. |major |brigadier )?general|colonel|brigadier|captain|dr\.?", re.IGNORECASE)


@dataclass
class Line:
    """What a line says. others: texts of "also known as" groups, not yet cut. spellings: whole names."""

    name: str = ""
    spellings: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    born: list[Birth] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)
    is_plural: bool = False


def read_line(text: str, *, is_person: bool | None) -> Line:
    """Read one line. is_person: None when the schedule does not say."""
    text, unseen = strip_unseen(text, "text")
    line = Line(anomalies=unseen)
    text = QUOTES.sub(r"“\1”", " ".join(text.split()))
    outside, groups = _cut_brackets(text, line)
    rest: list[str] = []
    for part in outside:
        cut = [each for each in TAIL.split(part) if each and each.strip()]
        if not cut:
            rest.append(part)
            continue
        if not _says_more(cut[0].strip(), line):
            rest.append(cut[0])
        rest += [more for more in cut[1:] if not _says_more(more.strip(), line)]
    kept = [(at, group) for at, group in groups if not _says_more(group, line)]
    _name_with(rest, outside, kept, line, is_person=is_person is not False)
    return line


def _says_more(text: str, line: Line) -> bool:
    """Take a birth or a group of other names out of the line. False: the text is something else."""
    if BIRTH.match(text):
        line.born += read_births(text)
        return True
    known = KNOWN_AS.match(text)
    if known:
        line.others.append(text[known.end() :].strip(" :"))
        line.is_plural = line.is_plural or "les noms" in known[0].lower()
        return True
    return False


def _cut_brackets(text: str, line: Line) -> tuple[list[str], list[tuple[int, str]]]:
    """Return what stands outside of brackets, in pieces, and each group with the number of pieces before it."""
    outside, groups, depth, begun = [""], [], 0, ""
    for letter in text:
        if letter == "(":
            depth += 1
            if depth == 1:
                begun = ""
                continue
        elif letter == ")":
            depth -= 1
            if depth == 0:
                groups.append((len(outside), begun))
                outside.append("")
                continue
            if depth < 0:
                line.anomalies.append(Anomaly(BRACKET, "text", "never opened"))
                depth = 0
                continue
        if depth:
            begun += letter
        else:
            outside[-1] += letter
    if depth:
        line.anomalies.append(Anomaly(BRACKET, "text", "never closed"))
        groups.append((len(outside), begun))
    return outside, groups


def _name_with(
    rest: list[str], outside: list[str], groups: list[tuple[int, str]], line: Line, *, is_person: bool
) -> None:
    if not is_person:
        inside = dict(groups)
        pieces = [
            piece + (f"({inside[at]})" if at in inside else "") for at, piece in enumerate(outside, start=1)
        ]
        whole = " ".join("".join(pieces).split()) if groups else " ".join(" ".join(rest).split())
        line.name = tidy(whole)
        line.spellings = [line.name]
        return
    slots: list[list[str]] = []
    taken = dict(groups)
    for at, piece in enumerate(outside, start=1):
        words = _words_of(piece, rest)
        slots += [[word] for word in words]
        group = taken.get(at)
        if group is None:
            continue
        spellings = [each.strip() for each in group.split(",")]
        if TITLES.fullmatch(group) or group[:1].islower():
            line.titles.append(group)
        elif slots and all(each and " " not in each for each in spellings):
            slots[-1] += spellings
        else:
            slots.append([f"({group})"])
    names = [tidy(" ".join(words)) for words in product(*slots)][:MOST_SPELLINGS] if _few(slots) else []
    line.spellings = names or [tidy(" ".join(slot[0] for slot in slots))]
    line.name = line.spellings[0]


def _few(slots: list[list[str]]) -> bool:
    count = 1
    for slot in slots:
        count *= len(slot)
    return count <= MOST_SPELLINGS


def _words_of(piece: str, rest: list[str]) -> list[str]:
    """Return the words of a piece that belong to the name: what TAIL cut off does not."""
    kept = next((each for each in rest if piece.startswith(each)), "" if piece.strip() else piece)
    return kept.split()


def tidy(name: str) -> str:
    """Return a name without stray commas and closing brackets at its ends."""
    name = name.strip(" ,;:")
    return name.rstrip(")").rstrip(" ,;") if name.count(")") > name.count("(") else name


def read_births(text: str) -> list[Birth]:
    """Return the days, months or years of birth that a text gives."""
    about = ABOUT.search(text) is not None
    found = []
    for match in DAY.finditer(text):
        month = match["m1"] or match["m2"]
        day = match["d1"] or match["d2"]
        found.append(
            Birth(
                int(match["y"]),
                MONTH_OF[month.lower()] if month else None,
                int(day) if month and day else None,
                about,
            )
        )
    if not found and (decade := re.search(r"((?:18|19|20)\d0)s", text)):
        found.append(Birth(int(decade[1]), about=True))
    return found


def fold(name: str) -> str:
    """Return a name by which two lines are held against each other: no case, no punctuation."""
    return re.sub(r"[^\w]+", " ", name).casefold().strip()


def unquote(name: str) -> str:
    """Return a name without quotation marks around the whole of it."""
    match = WHOLE_QUOTE.fullmatch(name.strip())
    return (match[1] or match[2] or "").strip() if match else name.strip()
