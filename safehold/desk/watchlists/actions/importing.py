# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Imports a file as a new version of a list: all of it or nothing.

The file is read into rows that nobody sees yet, a batch at a time, so that other writers need not wait; then the
list's number moves on, in one small transaction with the audit rows. A run that was killed leaves rows which the next
import of the same list clears away; if two run at once, the later one wins and the other notices.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.db.models import Max

from safehold.core.watchlists import ListedParty as Told
from safehold.core.watchlists import ListMalformed, MappingUnsound, Reading, to_json
from safehold.desk.audit import actions as audit
from safehold.desk.members import queries as members
from safehold.desk.watchlists.actions.keys import (
    count_keys,
    forget_ended,
    note_rules,
    renew_keys,
    write_keys,
)
from safehold.desk.watchlists.actions.readers import describe_reading, open_reading
from safehold.desk.watchlists.actions.telling import tell_versions
from safehold.desk.watchlists.errors import ImportRefused
from safehold.desk.watchlists.models import ListedParty, ListVersion, PartyVersion, Watchlist
from safehold.desk.watchlists.rules import Provenance, Standing, batches, is_same
from safehold.persistence.transactions import atomic_for

BATCH = 500
LONGEST = {"name": 200, "origin": 500, "licence": 500}
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Importer:
    """Who imports: the operator (no member), for the whole coalition or for one organisation; or its lead, for it."""

    organisation_id: UUID | None = None
    member_id: UUID | None = None


@dataclass(frozen=True)
class Imported:
    """What an import gave. is_new: False when the list already says what the file says."""

    version: ListVersion
    is_new: bool


@dataclass
class _Run:
    """One import while it is under way."""

    version: ListVersion
    watchlist: Watchlist
    before: int
    seen: set[UUID] = field(default_factory=set)

    @property
    def number(self) -> int:
        return self.version.number


def import_version(
    file: BinaryIO,
    file_format: str,
    provenance: Provenance,
    on: date,
    *,
    importer: Importer = Importer(),
    mapping: dict[str, str] | None = None,
    kind: str = "person",
    progress: Progress = lambda _done: None,
) -> Imported:
    """Import a file that can be read twice. Raises ImportRefused; then nothing has changed."""
    _check(provenance)
    reading = describe_reading(file_format, mapping or {}, kind)
    sha256 = _hash(file)
    standing = _find_standing(provenance.name, importer.organisation_id)
    if standing and is_same(
        Standing(standing.sha256, standing.reading, standing.as_of), sha256, reading, provenance.as_of
    ):
        tell_versions(on)
        return Imported(standing, is_new=False)
    renew_keys()
    run = _begin(file_format, reading, provenance, sha256, importer, on)
    try:
        parties = open_reading(file, file_format, mapping or {}, kind)
        _read_all(run, parties, progress)
        _finish(run, parties, on)
    except (ListMalformed, MappingUnsound) as error:
        _clear(run.watchlist)
        raise _refusal(error) from None
    except BaseException as error:
        if not (isinstance(error, ImportRefused) and error.reason == "overtaken"):
            _clear(run.watchlist)
        raise
    forget_ended()
    count_keys()
    tell_versions(on)
    return Imported(run.version, is_new=True)


def _hash(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _refusal(error: Exception) -> ImportRefused:
    if isinstance(error, ListMalformed):
        return ImportRefused(error.reason, error.line)
    return ImportRefused("mapping")


def _check(provenance: Provenance) -> None:
    for name, longest in LONGEST.items():
        text = getattr(provenance, name)
        if not text.strip() or len(text) > longest or not text.isprintable():
            raise ImportRefused(name)


def _find_standing(name: str, organisation_id: UUID | None) -> ListVersion | None:
    watchlist = Watchlist.objects.filter(name=name, organisation_id=organisation_id).first()
    if watchlist is None or not watchlist.number:
        return None
    return ListVersion.objects.filter(watchlist=watchlist, number=watchlist.number).first()


def _begin(
    file_format: str, reading: str, provenance: Provenance, sha256: str, importer: Importer, on: date
) -> _Run:
    with atomic_for(Watchlist):
        watchlist, _is_new = Watchlist.objects.get_or_create(
            name=provenance.name, organisation_id=importer.organisation_id
        )
    _clear(watchlist)
    with atomic_for(ListVersion):
        version = ListVersion.objects.create(
            watchlist=watchlist,
            number=watchlist.number + 1,
            format=file_format,
            reading=reading,
            origin=provenance.origin,
            licence=provenance.licence,
            as_of=provenance.as_of,
            imported_on=on,
            imported_by=importer.member_id,
            sha256=sha256,
        )
    return _Run(version, watchlist, watchlist.number)


def _clear(watchlist: Watchlist) -> None:
    """Take away what an import left that did not come to its end."""
    watchlist.refresh_from_db()
    with atomic_for(ListVersion):
        ListVersion.objects.filter(watchlist=watchlist, number__gt=watchlist.number).delete()
    while True:
        left = list(
            PartyVersion.objects.filter(watchlist=watchlist, since__gt=watchlist.number).values_list(
                "pk", flat=True
            )[:BATCH]
        )
        if not left:
            break
        with atomic_for(PartyVersion):
            PartyVersion.objects.filter(pk__in=left).delete()
    with atomic_for(PartyVersion):
        PartyVersion.objects.filter(watchlist=watchlist, until__gt=watchlist.number).update(until=None)
        ListedParty.objects.filter(watchlist=watchlist, said=None).delete()


def _hold(run: _Run) -> None:
    """Make sure that this import is still the one under way, for the rest of the transaction."""
    if not ListVersion.objects.select_for_update().filter(pk=run.version.pk).exists():
        raise ImportRefused("overtaken")


def _read_all(run: _Run, parties: Reading, progress: Progress) -> None:
    done = 0
    for batch in batches(parties, BATCH):
        with atomic_for(PartyVersion):
            _hold(run)
            _write(run, batch)
        done += len(batch)
        progress(done)
    run.version.parties = done
    if not done:
        raise ImportRefused("empty")
    _remove_rest(run)


def _write(run: _Run, batch: list[Told]) -> None:
    """Write what is new or changed in a batch, and note who was seen."""
    known = {
        party.key: party
        for party in ListedParty.objects.filter(watchlist=run.watchlist, key__in=[told.key for told in batch])
    }
    new = [ListedParty(watchlist=run.watchlist, key=told.key) for told in batch if told.key not in known]
    ListedParty.objects.bulk_create(new)
    known |= {party.key: party for party in new}
    held = {
        row.party_id: row
        for row in PartyVersion.objects.filter(party__in=known.values(), until=None, since__lte=run.before)
    }
    said: list[tuple[PartyVersion, Told]] = []
    ended: list[int] = []
    for told in batch:
        party = known[told.key]
        run.seen.add(party.pk)
        run.version.odd += bool(told.anomalies)
        old = held.get(party.pk)
        if old and old.fingerprint == told.fingerprint:
            continue
        if old:
            ended.append(old.pk)
            run.version.changed += 1
        else:
            run.version.added += 1
        said.append((_row(run, party, told), told))
    PartyVersion.objects.filter(pk__in=ended).update(until=run.number)
    PartyVersion.objects.bulk_create([row for row, _told in said])
    write_keys(said)


def _row(run: _Run, party: ListedParty, told: Told) -> PartyVersion:
    return PartyVersion(
        party=party,
        watchlist=run.watchlist,
        since=run.number,
        name=told.name,
        fingerprint=told.fingerprint,
        is_odd=bool(told.anomalies),
        content=to_json(told),
    )


def _remove_rest(run: _Run) -> None:
    """End what the list said of everybody who is not in the file any more."""
    holding = PartyVersion.objects.filter(watchlist=run.watchlist, until=None, since__lte=run.before)
    gone = [pk for pk, party in holding.values_list("pk", "party_id") if party not in run.seen]
    for batch in batches(gone, BATCH):
        with atomic_for(PartyVersion):
            _hold(run)
            PartyVersion.objects.filter(pk__in=batch).update(until=run.number)
    run.version.removed = len(gone)


def _finish(run: _Run, parties: Reading, on: date) -> None:
    """Let the version stand: from here on everybody sees it."""
    version = run.version
    with atomic_for(Watchlist):
        _hold(run)
        list(Watchlist.objects.select_for_update().order_by("pk").values_list("pk"))
        newest = ListVersion.objects.aggregate(newest=Max("running"))["newest"] or 0
        version.running = newest + 1
        version.left_out = dict(parties.left_out)
        version.save()
        Watchlist.objects.filter(pk=run.watchlist.pk).update(number=version.number)
        note_rules()
        concerned = _concerned(run.watchlist)
        audit.hold_chains(concerned)
        for organisation_id in concerned:
            audit.append(
                organisation_id,
                "watchlist.imported",
                f"{run.watchlist.pk}:{version.number}",
                member_id=version.imported_by,
                on=on,
            )
    run.watchlist.number = version.number


def _concerned(watchlist: Watchlist) -> list[UUID]:
    if watchlist.organisation_id:
        return [watchlist.organisation_id]
    return sorted(organisation.pk for organisation in members.list_organisations())
