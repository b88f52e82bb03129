# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lists that this desk signed, and which organisations they name."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from safehold.core.envelopes import verify_document
from safehold.core.keylists import CoalitionList, KeyList, ListError, read_key_list
from safehold.desk.members import queries as members
from safehold.desk.vault.models import SignedListVersion
from safehold.desk.vault.queries.keys import find_coalition_root, find_root_key

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation


def find_newest_list(kind: str, organisation: Organisation | None = None) -> SignedListVersion | None:
    """Return the newest list of a kind that this desk signed."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation)
    return rows.order_by("-version").first()


def find_newest_version(kind: str, organisation_id: UUID | None) -> int:
    """Return the version of the newest list of a kind that this desk signed; 0 before the first."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation_id).order_by("-version")
    return rows.values_list("version", flat=True).first() or 0


def was_signed_here(kind: str, organisation_id: UUID | None, version: int, signed: bytes) -> bool:
    """Whether this desk remembers having signed these very bytes."""
    rows = SignedListVersion.objects.filter(kind=kind, organisation=organisation_id, version=version)
    return rows.filter(signed=signed).exists()


def find_coalition_list() -> CoalitionList | None:
    """Return the newest coalition list, checked against this desk's root; None before the first."""
    newest = find_newest_list(SignedListVersion.Kind.COALITION)
    root = find_coalition_root()
    if newest is None or root is None:
        return None
    return verify_document(bytes(newest.signed), CoalitionList, bytes.fromhex(root))


def find_key_list(organisation: Organisation) -> KeyList | None:
    """Return an organisation's newest key list, checked from this desk's coalition root down, as the public side does.

    None when it is not in the coalition, has signed no list, or its newest one was not signed by its listed root.
    """
    coalition = find_coalition_list()
    entries = coalition.organisations if coalition else []
    entry = next((each for each in entries if each.id == str(organisation.pk)), None)
    newest = find_newest_list(SignedListVersion.Kind.KEYS, organisation)
    if entry is None or newest is None:
        return None
    try:
        return read_key_list(bytes(newest.signed), entry, newest.version)
    except ListError:
        return None


def list_waiting_organisations() -> list[Organisation]:
    """Return the organisations that have keys and do not stand in the coalition list yet."""
    coalition = find_coalition_list()
    listed = {(entry.id, entry.root_key) for entry in coalition.organisations} if coalition else set()
    return [
        organisation
        for organisation in members.list_organisations()
        if (root := find_root_key(organisation.pk)) and (str(organisation.pk), root) not in listed
    ]


def is_listed_in_coalition(organisation: Organisation) -> bool:
    """Whether the newest coalition list names the organisation."""
    coalition = find_coalition_list()
    return coalition is not None and str(organisation.pk) in {entry.id for entry in coalition.organisations}
