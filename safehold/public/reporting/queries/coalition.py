# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who receives reports: the signed lists, verified from the pinned root down before anything of them is used.

A list that passed is kept in memory, and in a folder outside the database for the processes that come after. One that
fails, or is older than one that passed, changes nothing: the list already held stays in use. So it does while the
database cannot be read: the page that says so can then still carry everything that was typed.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError

from safehold.core.keylists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    ListError,
    Organisation,
    ReplyKey,
    intake_key_for,
    read_coalition_list,
    read_key_list,
    reply_keys_for,
)
from safehold.public.reporting import kept_lists
from safehold.public.reporting.adapters import limit, read_pinned_root
from safehold.public.reporting.errors import DeskNotOpen
from safehold.public.reporting.models import SignedList
from safehold.public.reporting.queries.crossing import UNREADABLE

_L = TypeVar("_L", CoalitionList, KeyList)
_Key = tuple[bytes, str]
_Place = tuple[str, UUID | None]
_Versions = dict[_Place, int]

_COALITION: _Place = (SignedList.Kind.COALITION.value, None)


@dataclass(frozen=True)
class Desk:
    """One organisation that can receive: it stands in the coalition's list and has keys of its own."""

    organisation: Organisation
    key_list: KeyList

    @property
    def id(self) -> UUID:
        return UUID(self.organisation.id)

    @property
    def languages(self) -> list[str]:
        return self.organisation.languages

    def name_in(self, language: str) -> str:
        """The name in `language`, else in English, else in any."""
        names = self.organisation.name
        return names.get(language) or names.get("en") or next(iter(names.values()), self.organisation.slug)

    def intake_key(self, on: date) -> IntakeKey:
        return intake_key_for(self.key_list, on)

    def reply_keys(self) -> tuple[ReplyKey, ...]:
        return reply_keys_for(self.key_list)


@dataclass(frozen=True)
class Coalition:
    """The desks that can receive, the default one first."""

    desks: tuple[Desk, ...]

    def find(self, organisation_id: UUID) -> Desk | None:
        return next((desk for desk in self.desks if desk.id == organisation_id), None)

    def access(self, organisation_id: UUID) -> Desk:
        """Return one desk; raises DeskNotOpen."""
        if desk := self.find(organisation_id):
            return desk
        raise DeskNotOpen


_held_coalitions: dict[_Key, CoalitionList] = {}
_held_keys: dict[_Key, KeyList] = {}
_held_desks: dict[tuple[bytes, frozenset[tuple[_Place, int]]], Coalition] = {}
"""The desks under the stored versions that were read last, so that a request need not put them together again."""


_looked_at: list[tuple[float, Coalition]] = []
"""When the stored versions were last read, and what they gave."""


def forget_lists() -> None:
    """Start as a new process does, holding no list."""
    _looked_at.clear()
    _held_coalitions.clear()
    _held_keys.clear()
    _held_desks.clear()


def load_coalition() -> Coalition:
    """Read, verify and return the desks that can receive; raises DeskNotOpen while there is none.

    The stored lists are looked at again after LISTS_HELD_SECONDS.
    """
    now = time.monotonic()
    if _looked_at and now - _looked_at[0][0] < limit("LISTS_HELD_SECONDS"):
        return _looked_at[0][1]
    coalition = _look_at_lists()
    _looked_at[:] = [(now, coalition)]
    return coalition


def _look_at_lists() -> Coalition:
    root = read_pinned_root()
    versions = _stored_versions(root)
    key = (root, frozenset(versions.items()))
    if held := _held_desks.get(key):
        return held
    coalition = _read_desks(root, versions)
    if _are_those_stored(coalition, root, versions):
        _held_desks.clear()
        _held_desks[key] = coalition
    return coalition


def _are_those_stored(coalition: Coalition, root: bytes, versions: _Versions) -> bool:
    """Whether each desk stands on the key list that is stored; a refused one is tried again at each request."""
    return all(
        versions.get(_keys_of(desk.id)) == desk.key_list.version for desk in coalition.desks
    ) and versions.get(_COALITION) == _held_version(root)


def _held_version(root: bytes) -> int | None:
    held = _held_coalitions.get((root, ""))
    return held.version if held else None


def _read_desks(root: bytes, versions: _Versions) -> Coalition:
    coalition = _newest(_held_coalitions, (root, ""), _COALITION, versions, _coalition_reader(root))
    desks = [] if coalition is None else [_desk(each, versions) for each in coalition.organisations]
    found = [desk for desk in desks if desk is not None]
    if not found:
        raise DeskNotOpen
    return Coalition(tuple(sorted(found, key=lambda desk: not desk.organisation.is_default)))


def _stored_versions(root: bytes) -> _Versions:
    """The version of each stored list; none while they cannot be read and lists that passed are kept."""
    try:
        rows = list(SignedList.objects.values_list("kind", "organisation_id", "version"))
    except (DatabaseError, *UNREADABLE):
        if _held_or_kept(_held_coalitions, (root, ""), _COALITION, _coalition_reader(root)) is None:
            raise
        return {}
    return {(kind, organisation_id): version for kind, organisation_id, version in rows}


def _desk(organisation: Organisation, versions: _Versions) -> Desk | None:
    key = (bytes.fromhex(organisation.root_key), organisation.id)
    place = _keys_of(UUID(organisation.id))
    keys = _newest(
        _held_keys, key, place, versions, lambda signed, minimum: read_key_list(signed, organisation, minimum)
    )
    return Desk(organisation, keys) if keys is not None and keys.intake_keys else None


def _keys_of(organisation_id: UUID) -> _Place:
    return (SignedList.Kind.KEYS.value, organisation_id)


def _coalition_reader(root: bytes) -> Callable[[bytes, int], CoalitionList]:
    return lambda signed, minimum: read_coalition_list(signed, root, minimum)


def _newest(
    held: dict[_Key, _L], key: _Key, place: _Place, versions: _Versions, read: Callable[[bytes, int], _L]
) -> _L | None:
    """Return the held list, or the stored one when its row claims another version and it passes."""
    newest = _held_or_kept(held, key, place, read)
    version = versions.get(place)
    if version is None or (newest is not None and version == newest.version):
        return newest
    try:
        signed = _signed(place)
        held[key] = read(signed, newest.version if newest else 1)
    except (ListError, SignedList.DoesNotExist, *UNREADABLE):
        return newest
    except DatabaseError:
        if newest is None:
            raise
        return newest
    kept_lists.keep(*place, held[key].version, signed, held[key].issued_on)
    return held[key]


def _held_or_kept(
    held: dict[_Key, _L], key: _Key, place: _Place, read: Callable[[bytes, int], _L]
) -> _L | None:
    """Return the list in memory; a new process takes the newest in the folder that passes."""
    if key not in held:
        for signed in kept_lists.list_kept(*place):
            with suppress(ListError):
                held[key] = read(signed, 1)
                break
    return held.get(key)


def _signed(place: _Place) -> bytes:
    kind, organisation_id = place
    return bytes(SignedList.objects.get(kind=kind, organisation_id=organisation_id).signed)
