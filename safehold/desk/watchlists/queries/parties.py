# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parties as the lists say now, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from safehold.core.watchlists import Anomaly, Difference, ListedName, differences, from_json
from safehold.core.watchlists import ListedParty as Told
from safehold.desk.watchlists.errors import WatchlistUnknown
from safehold.desk.watchlists.models import ListedParty, ListVersion, PartyVersion, Watchlist
from safehold.desk.watchlists.rules import Spell, What, batches, net_change

CHUNK = 500


@dataclass(frozen=True)
class CandidateParty:
    """What a list says of a party now. version: the list's, as day and number. rank: no score, more is better."""

    party_id: UUID
    list_id: UUID
    list_name: str
    version: str
    key: str
    kind: str
    names: tuple[ListedName, ...]
    born: tuple[str, ...]
    countries: tuple[str, ...]
    listed_on: date | None
    source: str
    remarks: tuple[str, ...]
    fingerprint: str
    anomalies: tuple[Anomaly, ...]
    rank: float = 0.0

    def ranked(self, rank: float) -> CandidateParty:
        return replace(self, rank=rank)


@dataclass(frozen=True)
class ChangedParty:
    """What became of a party. names: as the list writes them now; of one that was removed, as it wrote them last."""

    number: int
    party_id: UUID
    what: What
    names: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """What a list said of a party from one version on. differences: from the chapter before."""

    version: ListVersion
    ended: ListVersion | None
    told: Told
    differences: tuple[Difference, ...]


def seen_by(organisation_id: UUID) -> Q:
    """Return the condition under which a list is one that an organisation sees."""
    return Q(organisation_id=None) | Q(organisation_id=organisation_id)


def seen_through(organisation_id: UUID) -> Q:
    """Return the same for rows that belong to a list."""
    return Q(watchlist__organisation_id=None) | Q(watchlist__organisation_id=organisation_id)


def said_now(organisation_id: UUID) -> QuerySet[PartyVersion]:
    """Return what the lists that an organisation sees say now."""
    return PartyVersion.objects.filter(
        Q(until=None) | Q(until__gt=F("watchlist__number")),
        seen_through(organisation_id),
        since__lte=F("watchlist__number"),
    ).select_related("party", "watchlist")


def read_said(ids: Iterable[int], organisation_id: UUID) -> dict[int, CandidateParty]:
    """Return those of some rows that hold now and that an organisation sees."""
    found: dict[int, CandidateParty] = {}
    for batch in batches(ids, CHUNK):
        rows = list(said_now(organisation_id).filter(pk__in=batch))
        found |= _candidates(rows)
    return found


def find_parties(ids: Iterable[UUID], *, organisation_id: UUID) -> dict[UUID, CandidateParty]:
    """Return those of some parties that stand on a list now and that an organisation sees."""
    found: dict[UUID, CandidateParty] = {}
    for batch in batches(ids, CHUNK):
        rows = list(said_now(organisation_id).filter(party__in=batch))
        found |= {candidate.party_id: candidate for candidate in _candidates(rows).values()}
    return found


def find_party(party_id: UUID, *, organisation_id: UUID) -> CandidateParty | None:
    """Return a party as its list says now; None when it is not on it any more, or not theirs to see."""
    return find_parties([party_id], organisation_id=organisation_id).get(party_id)


def _candidates(rows: list[PartyVersion]) -> dict[int, CandidateParty]:
    as_of = {
        (version.watchlist_id, version.number): version.as_of
        for version in ListVersion.objects.filter(
            watchlist__in={row.watchlist_id for row in rows}, number=F("watchlist__number")
        )
    }
    found = {}
    for row in rows:
        told = from_json(row.party.key, row.content)
        number = row.watchlist.number
        found[row.pk] = CandidateParty(
            party_id=row.party_id,
            list_id=row.watchlist_id,
            list_name=row.watchlist.name,
            version=f"{as_of[row.watchlist_id, number].isoformat()} / {number}",
            key=told.key,
            kind=told.kind,
            names=told.names,
            born=tuple(birth.iso for birth in told.born),
            countries=told.countries,
            listed_on=told.listed_on,
            source=told.source,
            remarks=told.remarks,
            fingerprint=row.fingerprint,
            anomalies=told.anomalies,
        )
    return found


def access_party(organisation_id: UUID, party_id: UUID) -> ListedParty:
    """Return a party that is or was on a list; raise WatchlistUnknown (a 404)."""
    found = (
        ListedParty.objects.filter(
            seen_through(organisation_id), pk=party_id, said__since__lte=F("watchlist__number")
        )
        .select_related("watchlist")
        .first()
    )
    if found is None:
        raise WatchlistUnknown
    return found


def read_history(party: ListedParty) -> list[Chapter]:
    """Return what a list said of a party over time, newest first."""
    number = party.watchlist.number
    rows = list(PartyVersion.objects.filter(party=party, since__lte=number).order_by("since"))
    numbers = {row.since for row in rows} | {row.until for row in rows if row.until and row.until <= number}
    versions = {
        version.number: version
        for version in ListVersion.objects.filter(watchlist=party.watchlist, number__in=numbers)
    }
    chapters: list[Chapter] = []
    before: Told | None = None
    for row in rows:
        told = from_json(party.key, row.content)
        changed = differences(before, told) if before else ()
        ended = versions[row.until] if row.until and row.until <= number else None
        chapters.append(Chapter(versions[row.since], ended, told, changed))
        before = told
    return chapters[::-1]


def newest_change(organisation_id: UUID) -> int:
    """Return the running number of the newest import that an organisation's screening sees; 0: there was none."""
    newest = (
        ListVersion.objects.filter(seen_through(organisation_id), running__isnull=False)
        .order_by("-running")
        .values_list("running", flat=True)
        .first()
    )
    return newest or 0


def list_changed(after: int, *, organisation_id: UUID) -> Iterator[ChangedParty]:
    """Yield what changed since an import with that running number; each party at most once, with its net change."""
    for watchlist in Watchlist.objects.filter(seen_by(organisation_id), number__gt=0).order_by("pk"):
        standing = ListVersion.objects.filter(watchlist=watchlist, running__isnull=False)
        seen = standing.filter(running__lte=after).order_by("-number").first()
        newest = standing.order_by("-number").first()
        if newest and newest.running and newest.running > after:
            yield from _changed_in(watchlist, seen.number if seen else 0, newest.number, newest.running)


def _changed_in(watchlist: Watchlist, before: int, after: int, running: int) -> Iterator[ChangedParty]:
    touched = moved_between(watchlist, before, after)
    for batch in batches(touched, CHUNK):
        rows: dict[UUID, list[PartyVersion]] = {}
        for row in PartyVersion.objects.filter(party__in=batch).order_by("party_id", "since"):
            rows.setdefault(row.party_id, []).append(row)
        for party_id, said in rows.items():
            what = net_change([Spell(row.since, row.until, row.fingerprint) for row in said], before, after)
            if what is None:
                continue
            shown = next(
                (row for row in said if _holds(row, before if what == "removed" else after)), said[-1]
            )
            names = tuple(name["text"] for name in shown.content["names"])
            yield ChangedParty(running, party_id, what, names)


def _holds(row: PartyVersion, number: int) -> bool:
    return Spell(row.since, row.until, row.fingerprint).holds_at(number)


def moved_between(watchlist: Watchlist, before: int, after: int) -> list[UUID]:
    """Return the parties of which a list said something new, or nothing more, after one version and up to another."""
    rows = PartyVersion.objects.filter(watchlist=watchlist).filter(
        Q(since__gt=before, since__lte=after) | Q(until__gt=before, until__lte=after)
    )
    return list(dict.fromkeys(rows.order_by("name", "party_id").values_list("party_id", flat=True)))
