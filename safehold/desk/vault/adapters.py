# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public side holds of our signed lists. Whoever can write there may have put it there: only what our own
roots signed counts."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError

from safehold.core.envelopes import EnvelopeError, verify_document
from safehold.core.keylists import CoalitionList, KeyList
from safehold.desk.vault import queries
from safehold.desk.vault.models import SignedListVersion
from safehold.public.reporting import queries as reporting
from safehold.public.reporting.models import SignedList

Place = tuple[str, UUID | None]
"""The kind of a list, and the organisation whose keys it names."""
Genuine = CoalitionList | KeyList


def list_held() -> dict[Place, SignedList]:
    """Return the rows of the public database that can be read."""
    return {(row.kind, row.organisation_id): row for row in reporting.list_lists()}


def signed_bytes(row: SignedList) -> bytes:
    """Return what a row holds; nothing when it is not bytes at all."""
    return bytes(row.signed) if isinstance(row.signed, bytes | memoryview) else b""


def read_genuine(place: Place, signed: bytes) -> Genuine | None:
    """Return a list that our own root signed for this very place; None for anything else."""
    kind, organisation_id = place
    try:
        if kind == SignedListVersion.Kind.COALITION:
            if organisation_id is not None:
                return None
            root = queries.find_coalition_root()
            return verify_document(signed, CoalitionList, bytes.fromhex(root)) if root else None
        root = queries.find_root_key(organisation_id) if organisation_id else None
        keys = verify_document(signed, KeyList, bytes.fromhex(root)) if root else None
    except EnvelopeError:
        return None
    return keys if keys and keys.organisation_id == str(organisation_id) else None


def list_genuine(place: Place) -> list[tuple[Genuine, bytes]]:
    """Return the genuine lists that the public side holds for a place, with their bytes: that in its database, and,
    where this host can read it, the newest in its folder.
    """
    return [*_first_genuine(place, [_in_database(place)]), *_first_genuine(place, _in_folder(place))]


def _first_genuine(place: Place, candidates: Iterable[bytes]) -> list[tuple[Genuine, bytes]]:
    read = ((read_genuine(place, signed), signed) for signed in candidates)
    return [(document, signed) for document, signed in read if document][:1]


def _in_folder(place: Place) -> list[bytes]:
    return reporting.list_kept_lists(*place)


def _in_database(place: Place) -> bytes:
    try:
        row = list_held().get(place)
    except DatabaseError:
        return b""
    return signed_bytes(row) if row else b""
