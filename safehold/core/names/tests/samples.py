# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pairs of names with what is true of them: the sample kept apart, and the shared samples where they are."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from safehold.core.names import LIKELY, compare

HERE = Path(__file__).parent
SHARED = HERE.parents[4] / "shared" / "data"


@dataclass(frozen=True)
class Pair:
    left: str
    right: str
    is_match: bool
    scripts: str = ""


def held_out() -> list[Pair]:
    """The sample that no rule was tuned on."""
    return _read(HERE / "held_out.csv")


def development() -> list[Pair]:
    """The shared development sample; the test says so when it is not there."""
    return _read(_shared("name_pairs_dev.csv"))


def official_aliases() -> list[Pair]:
    with _shared("canada_aka_pairs.csv").open(encoding="utf-8") as rows:
        return [Pair(row["name"], row["aka"], True) for row in csv.DictReader(rows)]


def listed_people() -> list[str]:
    with _shared("canada_listed_parties.csv").open(encoding="utf-8") as rows:
        return [row["name_en"] for row in csv.DictReader(rows) if row["born"]]


def _shared(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here: this measure was NOT taken")
    return path


def _read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as rows:
        return [
            Pair(row["left"], row["right"], row["is_match"] == "1", row["scripts"])
            for row in csv.DictReader(rows)
        ]


def recall_and_precision(pairs: list[Pair]) -> tuple[float, float]:
    """Of the true pairs, how many are likely; of the likely ones, how many are true."""
    found = [(pair.is_match, compare(pair.left, pair.right).score >= LIKELY) for pair in pairs]
    right = sum(1 for is_match, likely in found if is_match and likely)
    return right / max(1, sum(is_match for is_match, _ in found)), right / max(
        1, sum(likely for _, likely in found)
    )
