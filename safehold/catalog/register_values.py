# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an office has confirmed since the catalogue was written: when levels came into force, what regulations fix.

The registrar keeps it as one YAML file beside the sites (docs/how-to/confirm-a-rule.md). Each entry names the scheme,
the days for which it holds, its source and the day on which it was read. Without the file nothing is confirmed.
"""

from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from safehold.catalog.errors import ValuesWrong
from safehold.catalog.labels import Fact
from safehold.core.influence import CONFIRMED, Citation, Dated, Option

__all__ = [
    "NONE_CONFIRMED",
    "ConfirmedAgreements",
    "ConfirmedDays",
    "ConfirmedLevel",
    "ConfirmedPenalties",
    "ExemptClass",
    "OfficeHolders",
    "RegisterValues",
    "read_register_values",
]


class Confirmed(Fact, frozen=True, kw_only=True):
    """What all entries say. applies_to: the last day; without it there is no end."""

    scheme: str
    applies_from: date
    applies_to: date | None = None
    source: str
    read_on: date
    clause: str = ""

    def __post_init__(self) -> None:
        if not self.source.strip() or (self.applies_to and self.applies_to < self.applies_from):
            raise ValueError("An entry has a source, and ends after it begins.")

    def citation(self) -> Citation:
        return Citation(
            rule="office",
            source=self.source,
            as_of=self.read_on.isoformat(),
            confidence=CONFIRMED,
            clause=self.clause,
        )

    def dated(self) -> dict[str, Any]:
        return {
            "citation": self.citation(),
            "applies_from": self.applies_from,
            "applies_to": self.applies_to,
        }


class ConfirmedLevel(Confirmed, frozen=True, kw_only=True):
    """A level of a scheme is in force in these days."""

    level: str


class ConfirmedDays(Confirmed, frozen=True, kw_only=True):
    """How many days an update may take."""

    days: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.days < 0:
            raise ValueError("Days are not fewer than none.")


class ConfirmedPenalties(Confirmed, frozen=True, kw_only=True):
    """The least and the most of a penalty, in whole dollars."""

    least_dollars: int
    most_dollars: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if not 0 <= self.least_dollars <= self.most_dollars:
            raise ValueError("The least is not more than the most.")


class ConfirmedAgreements(Confirmed, frozen=True, kw_only=True):
    """Whether compliance agreements may be made public."""

    published: bool


class ExemptClass(Confirmed, frozen=True, kw_only=True):
    """A class of persons or arrangements that regulations exempt. code: small letters, digits and hyphens."""

    code: str
    label_en: str
    label_fr: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.code or not set(self.code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise ValueError("A code has small letters, digits and hyphens.")

    def label(self, language: str) -> str:
        return self.label_fr if language == "fr" else self.label_en

    def option(self) -> Option:
        return Option(code=self.code, citation=self.citation(), applies=Dated(**self.dated()))


class OfficeHolders(Confirmed, frozen=True, kw_only=True):
    """A class of people that regulations make public office holders, or take out of them (s. 27(a), (b))."""

    label_en: str
    label_fr: str
    counts: bool = True

    def label(self, language: str) -> str:
        """The class, and the days for which it stands."""
        named = self.label_fr if language == "fr" else self.label_en
        until = f"{self.applies_to}" if self.applies_to else ""
        return f"{named} ({self.applies_from} – {until})".replace(" – )", " –)")


class RegisterValues(Fact, frozen=True, kw_only=True):
    """All that an office has confirmed."""

    format: Literal["safehold/register-values/1"] = "safehold/register-values/1"
    in_force: tuple[ConfirmedLevel, ...] = ()
    update_days: tuple[ConfirmedDays, ...] = ()
    penalties: tuple[ConfirmedPenalties, ...] = ()
    agreements: tuple[ConfirmedAgreements, ...] = ()
    exempt_classes: tuple[ExemptClass, ...] = ()
    office_holders: tuple[OfficeHolders, ...] = ()

    @property
    def entries(self) -> tuple[Confirmed, ...]:
        return (
            *self.in_force,
            *self.update_days,
            *self.penalties,
            *self.agreements,
            *self.exempt_classes,
            *self.office_holders,
        )


NONE_CONFIRMED = RegisterValues()


def read_register_values(path: Path) -> RegisterValues:
    """Read the file. Without it nothing is confirmed. Raises ValuesWrong for one that is not as its page says."""
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return NONE_CONFIRMED
    except OSError as error:
        raise ValuesWrong(str(path)) from error
    try:
        return msgspec.yaml.decode(written, type=RegisterValues)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValuesWrong(f"{path}: {error}") from error
