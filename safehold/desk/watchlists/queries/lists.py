# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which lists there are, their versions, and what differs between two of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from safehold.core.watchlists import Difference, differences, from_json
from safehold.core.watchlists import ListedParty as Told
from safehold.desk.watchlists.errors import WatchlistUnknown
from safehold.desk.watchlists.models import ListVersion, PartyVersion, Watchlist
from safehold.desk.watchlists.queries.parties import moved_between, said_now, seen_by
from safehold.desk.watchlists.rules import Spell, What, net_change

PAGE = 100


@dataclass(frozen=True)
class CurrentList:
    """A list as it holds now."""

    list_id: UUID
    name: str
    version: str
    as_of: date
    origin: str
    parties: int


@dataclass(frozen=True)
class ChangeLine:
    """One party that a version changed, with the fields that differ."""

    party_id: UUID
    what: What
    name: str
    differences: tuple[Difference, ...]


def list_versions_now(organisation_id: UUID) -> list[ListVersion]:
    """Return the version that holds of each list that an organisation sees, by the list's name."""
    return list(
        ListVersion.objects.filter(
            watchlist__in=Watchlist.objects.filter(seen_by(organisation_id), number__gt=0),
            number=F("watchlist__number"),
        )
        .select_related("watchlist")
        .order_by("watchlist__name")
    )


def has_lists(organisation_id: UUID) -> bool:
    """Whether there is anything to screen against."""
    return Watchlist.objects.filter(seen_by(organisation_id), number__gt=0).exists()


def list_current(organisation_id: UUID) -> list[CurrentList]:
    """Return what is screened against, for pages of other rooms."""
    return [
        CurrentList(
            version.watchlist_id,
            version.watchlist.name,
            f"{version.as_of.isoformat()} / {version.number}",
            version.as_of,
            version.origin,
            version.parties,
        )
        for version in list_versions_now(organisation_id)
    ]


def current_state(organisation_id: UUID) -> str:
    """Return a hash that changes with every import that this organisation's screening sees, 64 characters."""
    told = ",".join(
        f"{version.watchlist_id}:{version.number}" for version in list_versions_now(organisation_id)
    )
    return hashlib.sha256(told.encode()).hexdigest()


def access_list(organisation_id: UUID, list_id: UUID) -> Watchlist:
    """Return a list; raise WatchlistUnknown (a 404) for another organisation's, or before its first version."""
    found = Watchlist.objects.filter(seen_by(organisation_id), pk=list_id, number__gt=0).first()
    if found is None:
        raise WatchlistUnknown
    return found


def list_versions(watchlist: Watchlist) -> list[ListVersion]:
    """Return the versions that stand, newest first."""
    return list(
        ListVersion.objects.filter(watchlist=watchlist, number__lte=watchlist.number).order_by("-number")
    )


def access_version(watchlist: Watchlist, number: int) -> ListVersion:
    """Return a version that stands; raise WatchlistUnknown (a 404)."""
    found = ListVersion.objects.filter(watchlist=watchlist, number=number, running__isnull=False).first()
    if found is None:
        raise WatchlistUnknown
    return found


def list_changes(version: ListVersion, page: int, what: str = "") -> tuple[list[ChangeLine], bool]:
    """Return a page (from 1) of what a version changed, and whether there are more. what: "" for all."""
    lines: list[ChangeLine] = []
    start, found = (page - 1) * PAGE, 0
    touched = moved_between(version.watchlist, version.number - 1, version.number)
    for at in range(0, len(touched), 500):
        for line in _lines(touched[at : at + 500], version.number):
            if what and line.what != what:
                continue
            found += 1
            if found > start + PAGE:
                return lines, True
            if found > start:
                lines.append(line)
    return lines, False


def _lines(parties: list[UUID], number: int) -> list[ChangeLine]:
    said: dict[UUID, list[PartyVersion]] = {party: [] for party in parties}
    rows = PartyVersion.objects.filter(party__in=parties, since__lte=number).select_related("party")
    for row in rows.order_by("since"):
        said[row.party_id].append(row)
    lines = []
    for party, history in said.items():
        spells = [Spell(row.since, row.until, row.fingerprint) for row in history]
        what = net_change(spells, number - 1, number)
        if what is None:
            continue
        before, after = (_told_at(history, at) for at in (number - 1, number))
        differ = differences(before, after) if before and after else ()
        lines.append(ChangeLine(party, what, (after or before).name, differ))  # type: ignore[union-attr]
    return lines


def _told_at(history: list[PartyVersion], number: int) -> Told | None:
    for row in history:
        if Spell(row.since, row.until, row.fingerprint).holds_at(number):
            return from_json(row.party.key, row.content)
    return None


def list_odd(watchlist: Watchlist, organisation_id: UUID) -> list[PartyVersion]:
    """Return what holds now and is odd in the list itself."""
    return list(
        said_now(organisation_id).filter(watchlist=watchlist, is_odd=True).order_by("name")[: 5 * PAGE]
    )


def list_parties(watchlist: Watchlist, organisation_id: UUID, page: int) -> tuple[list[PartyVersion], bool]:
    """Return a page (from 1) of the parties that stand on a list now, by name, and whether there are more."""
    start = (page - 1) * PAGE
    rows = list(
        said_now(organisation_id).filter(watchlist=watchlist).order_by("name", "pk")[start : start + PAGE + 1]
    )
    return rows[:PAGE], len(rows) > PAGE


def count_untold() -> int:
    """Return how many versions stand of which other rooms were not told, for doctor."""
    return ListVersion.objects.filter(running__isnull=False, is_told=False).count()
