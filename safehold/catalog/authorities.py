# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a person can report to and who helps, from authorities.yaml.

Telephone numbers age: a page shows `as_of` and asks people to check the number. The emergency number comes
first.
"""

from functools import cache
from typing import Literal

from safehold.catalog.errors import AuthorityUnknown
from safehold.catalog.labels import Confidence, Fact
from safehold.catalog.reading import read_catalog_file

__all__ = ["Authorities", "Authority", "KnownGap", "Meta", "RoutingRule", "load_authorities"]


class Authority(Fact, frozen=True, kw_only=True):
    """A receiver. `as_of` is None where no dated source was read; `anonymous` None where nothing is known."""

    id: str
    name_en: str
    name_fr: str
    handles: str
    emergency: bool
    languages: str
    source: str
    as_of: str | None
    confidence: Confidence
    anonymous: bool | Literal["unknown"] | None = None
    contact: str = ""
    give_victim: str = ""
    known_problem: str = ""
    note: str = ""
    status: str = ""
    as_of_note: str = ""
    emergency_note: str = ""

    def name(self, language: str) -> str:
        """The name in French, or in English for every other language."""
        return self.name_fr if language == "fr" else self.name_en


class RoutingRule(Fact, frozen=True, kw_only=True):
    """When a report goes to which authorities (their ids); `also` holds only under `when_also`."""

    id: str
    when: str
    route: tuple[str, ...]
    also: tuple[str, ...] = ()
    when_also: str = ""
    note: str = ""


class Meta(Fact, frozen=True, kw_only=True):
    """What the list is, and the warning that goes with it."""

    title: str
    warning: str


class KnownGap(Fact, frozen=True, kw_only=True):
    """A shortcoming of the whole system, with its source."""

    fact: str
    source: str
    as_of: str
    confidence: Confidence


class Authorities(Fact, frozen=True, kw_only=True):
    """All receivers and the rules that choose among them."""

    meta: Meta
    authorities: tuple[Authority, ...]
    routing_rules: tuple[RoutingRule, ...]
    known_gap: KnownGap

    def authority(self, authority_id: str) -> Authority:
        """The authority of an id; raises AuthorityUnknown."""
        for authority in self.authorities:
            if authority.id == authority_id:
                return authority
        raise AuthorityUnknown("No authority has this id.")


@cache
def load_authorities() -> Authorities:
    """Read authorities.yaml, once."""
    return read_catalog_file("authorities.yaml", Authorities)
