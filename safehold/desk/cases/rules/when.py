# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""When something happened, as people say it: a day, about a month, some time between two years, not known.

Kept in EDTF (ISO 8601-2, the Extended Date/Time Format of the Library of Congress), levels 0 and 1, read with the
`edtf` package. Beside it stand the first and the last day that it can mean.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from time import struct_time
from typing import Any

from safehold.core.days import MONTH_NAMES
from safehold.desk.cases.errors import WhenUnclear

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
LONGEST_WHEN = 80

UNKNOWN = {"unknown", "not known", "inconnu", "inconnue", "xxxx", "uuuu", "?", "-", "..", "../..", "/"}
BETWEEN = re.compile(
    r"^(?:between|entre|from|de)\s+(.+?)\s+(?:and|et|to|à|until|jusqu'à)\s+(.+)$", re.IGNORECASE
)
WORDS = [
    (re.compile(r"^(?:about|around|circa|ca\.?|c\.|vers|environ)\s+(.+)$", re.IGNORECASE), "{}~"),
    (re.compile(r"^(?:perhaps|maybe|probably|peut-être|probablement)\s+(.+)$", re.IGNORECASE), "{}?"),
    (re.compile(r"^(?:before|until|avant|jusqu'en|jusqu'à|jusqu'au)\s+(.+)$", re.IGNORECASE), "../{}"),
    (re.compile(r"^(?:since|after|depuis|après)\s+(.+)$", re.IGNORECASE), "{}/.."),
]
DAY_MONTH_YEAR = re.compile(r"^(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+)?([^\W\d]+)\.?\s+(\d{4})$")
MONTH_DAY_YEAR = re.compile(r"^([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
YEAR_MONTH_DAY = re.compile(r"^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号號])?)?$")
LEADING = re.compile(r"^(?:in the|in|on|the|during|au|en|le|pendant|l['’])\s*(?=[^\W\d]|\d)", re.IGNORECASE)
SEASON = re.compile(r"^([^\W\d]+)\s+(?:of |de )?(\d{4})(?:\s*[-–/]\s*(\d{4}))?$")
SEASONS = {
    **dict.fromkeys(("spring", "printemps"), 21),
    **dict.fromkeys(("summer", "été"), 22),
    **dict.fromkeys(("autumn", "fall", "automne"), 23),
    **dict.fromkeys(("winter", "hiver"), 24),
}
WINTER = 24
SEASON_CODE = re.compile(r"^(\d{4})-(2[1-4])[?~%]?$")
OLDER_SPELLING = re.compile(r"(?<=[\d-])u+")
SHORT_MONTH = 3


@dataclass(frozen=True)
class When:
    """`edtf`: "" when nobody knows. `earliest`, `latest`: None where it is open."""

    edtf: str = ""
    earliest: date | None = None
    latest: date | None = None


def read_when(written: str) -> When:
    """Return what was written as EDTF with its first and last day. Raises WhenUnclear for what we cannot read.

    A doubt (`?`) changes no day. "About" (`~`) adds as much on each side as was written: about March is February to
    April. Numbers with slashes for a day, such as 03/04/2024, mean two things and are not guessed at.
    """
    text = " ".join(written.split())
    if not text or text.casefold() in UNKNOWN:
        return When()
    if len(text) > LONGEST_WHEN:
        raise WhenUnclear
    edtf = _as_edtf(text)
    earliest, latest = _bounds(edtf)
    return When(edtf, earliest, latest)


def _as_edtf(text: str) -> str:
    """Return words, a date in figures and letters, or EDTF, as EDTF."""
    if parts := BETWEEN.match(text):
        return f"{_as_edtf(parts[1])}/{_as_edtf(parts[2])}"
    for words, pattern in WORDS:
        if part := words.match(text):
            return pattern.format(_as_edtf(part[1]))
    bare = LEADING.sub("", text)
    return _with_season(bare) or _with_month(bare) or _tidy(text)


def _with_season(text: str) -> str:
    """Return a season as EDTF. A winter between two years is its three months: EDTF has no code for it."""
    found = SEASON.match(text)
    season = SEASONS.get(found[1].casefold()) if found else None
    if not found or not season:
        return ""
    if not found[3]:
        return f"{found[2]}-{season}"
    if season != WINTER or int(found[3]) != int(found[2]) + 1:
        raise WhenUnclear
    return f"{found[2]}-12/{found[3]}-02"


def _with_month(text: str) -> str:
    if found := DAY_MONTH_YEAR.match(text):
        return _date(found[3], found[2], found[1])
    if found := MONTH_DAY_YEAR.match(text):
        return _date(found[3], found[1], found[2])
    if found := YEAR_MONTH_DAY.match(text):
        return "-".join([found[1], *(f"{int(part):02d}" for part in found.groups()[1:] if part)])
    return ""


def _tidy(text: str) -> str:
    compact = text.replace(" ", "").replace("–", "/").replace("—", "/")
    return OLDER_SPELLING.sub(lambda run: "X" * len(run[0]), compact).upper()


def _date(year: str, month: str, day: str | None) -> str:
    return f"{year}-{_month(month):02d}" + (f"-{int(day):02d}" if day else "")


def _month(word: str) -> int:
    word = word.casefold()
    if word in ("juil", "jui"):
        return 7
    fitting = [
        number
        for number, names in enumerate(MONTH_NAMES, 1)
        if word in names or (len(word) >= SHORT_MONTH and any(name.startswith(word) for name in names))
    ]
    if len(fitting) != 1:
        raise WhenUnclear
    return fitting[0]


def _bounds(edtf: str) -> tuple[date | None, date | None]:
    start, slash, end = edtf.partition("/")
    if not slash:
        return _bounds_of_one(edtf)
    if "/" in end:
        raise WhenUnclear
    earliest = None if start in ("", "..") else _bounds_of_one(start)[0]
    latest = None if end in ("", "..") else _bounds_of_one(end)[1]
    if earliest and latest and earliest > latest:
        raise WhenUnclear
    return earliest, latest


def _bounds_of_one(edtf: str) -> tuple[date, date]:
    from edtf import parse_edtf  # half a second, which a process that reads no date need not wait
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        if season := SEASON_CODE.match(edtf):
            earliest, latest = _bounds_of_season(int(season[1]), int(season[2]))
        else:
            parsed: Any = parse_edtf(edtf)
            earliest, latest = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError):
        raise WhenUnclear from None
    if not EARLIEST_YEAR <= earliest.year <= latest.year <= LATEST_YEAR:
        raise WhenUnclear
    if edtf.endswith(("~", "%")):
        return _widen(earliest, latest)
    return earliest, latest


def _bounds_of_season(year: int, season: int) -> tuple[date, date]:
    """Return the days a season can mean, in the northern half. A winter "of 2025" begins or ends in it."""
    if season == WINTER:
        return date(year - 1, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
    first = 3 * (season - 20)
    return date(year, first, 1), date(year, first + 3, 1) - timedelta(days=1)


def _widen(earliest: date, latest: date) -> tuple[date, date]:
    """Return the days that "about" can mean: a week around a day, else one more month, year or span on each side."""
    before, after = earliest - timedelta(days=1), latest + timedelta(days=1)
    if earliest == latest:
        return earliest - timedelta(days=7), latest + timedelta(days=7)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return before.replace(day=1), after.replace(day=monthrange(after.year, after.month)[1])
    if earliest.year == latest.year and (earliest.month, latest.month) == (1, 12):
        return before.replace(month=1, day=1), after.replace(month=12, day=31)
    return earliest - (after - earliest), latest + (after - earliest)


def _day(moment: struct_time) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)
