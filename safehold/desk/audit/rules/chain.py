# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the chain: what each link hashes, and when a chain holds.

    hash = SHA-256("safehold/audit-row/1\n" + canonical JSON of every field of the row, with the hash before
    it)

The first link's previous hash is SHA-256("safehold/audit-chain/1\n" + the organisation's id): a chain cannot
be passed off as another organisation's. A link that was changed, taken out, put in or moved breaks the chain
there. Links cut from the end, and a chain that was computed anew from some link on, are seen only against a
head kept elsewhere: the caller passes the head it trusts.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol
from uuid import UUID

from safehold.core.envelopes import canonical_json
from safehold.desk.audit.errors import ChainBroken, Fault

Head = tuple[int, str]
"""The sequence and hash of a link: (0, "") before the first."""


class Link(Protocol):
    """The fields of a row that the chain is made of."""

    @property
    def organisation_id(self) -> UUID: ...
    @property
    def sequence(self) -> int: ...
    @property
    def on_day(self) -> date: ...
    @property
    def member_id(self) -> UUID | None: ...
    @property
    def verb(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def previous_hash(self) -> str: ...
    @property
    def hash(self) -> str: ...


def first_hash(organisation_id: UUID) -> str:
    """Return what stands before the first link of an organisation's chain."""
    return hashlib.sha256(b"safehold/audit-chain/1\n" + str(organisation_id).encode()).hexdigest()


def fields_of(link: Link) -> dict[str, str | int | None]:
    """Return what a link's hash covers, as JSON holds it."""
    return {
        "organisation_id": str(link.organisation_id),
        "sequence": link.sequence,
        "on_day": link.on_day.isoformat(),
        "member_id": str(link.member_id) if link.member_id else None,
        "verb": link.verb,
        "subject": link.subject,
        "previous_hash": link.previous_hash,
    }


def hash_of(link: Link) -> str:
    """Return the hash that a link should carry, in hex."""
    return hashlib.sha256(b"safehold/audit-row/1\n" + canonical_json(fields_of(link))).hexdigest()


def follow(links: Iterable[Link], organisation_id: UUID, since: Head = (0, "")) -> Iterator[Link]:
    """Yield each link once it was checked, oldest first, from the one after `since`; raise ChainBroken."""
    sequence, previous = since[0], since[1] or first_hash(organisation_id)
    for link in links:
        sequence += 1
        if fault := _fault(link, organisation_id, sequence, previous):
            raise ChainBroken(sequence, fault)
        previous = link.hash
        yield link


def _fault(link: Link, organisation_id: UUID, sequence: int, previous: str) -> Fault | None:
    """Say what is wrong with the link that should stand at `sequence`, after the hash `previous`."""
    if link.organisation_id != organisation_id:
        return Fault.FOREIGN
    if link.sequence != sequence:
        return Fault.MISSING if link.sequence > sequence else Fault.REPEATED
    if link.previous_hash != previous:
        return Fault.UNLINKED
    return None if link.hash == hash_of(link) else Fault.CHANGED


def check_chain(
    links: Iterable[Link], organisation_id: UUID, head: Head | None = None, since: Head = (0, "")
) -> int:
    """Follow a chain, oldest link first; return the newest link's sequence, or raise ChainBroken.

    head: the newest link, as kept elsewhere. since: a link that was followed before; `links` start after it.
    """
    sequence, newest = since
    for link in follow(links, organisation_id, since):
        sequence, newest = link.sequence, link.hash
    if head is not None:
        check_head((sequence, newest), head)
    return sequence


def check_head(found: Head, kept: Head) -> None:
    """Raise ChainBroken unless a chain ends exactly in the head that was kept of it."""
    if found[0] != kept[0]:
        raise ChainBroken(min(found[0], kept[0]) + 1, Fault.CUT if found[0] < kept[0] else Fault.BEYOND)
    if found[0] and found[1] != kept[1]:
        raise ChainBroken(kept[0], Fault.FORKED)
