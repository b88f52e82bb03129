# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The law of the chain: what each link hashes, and when a chain holds. Pure: rows come in, an error or
nothing comes out.

    hash = SHA-256("safehold/audit-row/1\n" + canonical JSON of every field of the row, with the hash before
    it)

The first link's previous hash is SHA-256("safehold/audit-chain/1\n" + the organisation's id): a chain cannot
be passed off as another organisation's. A link that was changed, taken out, put in or moved breaks the chain
there. Links cut from the end are seen only against a head kept elsewhere: the caller passes the head it
trusts.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from safehold.core.envelopes import canonical_json
from safehold.desk.audit.errors import ChainBroken


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


def row_hash(
    *,
    organisation_id: UUID,
    sequence: int,
    on_day: date,
    member_id: UUID | None,
    verb: str,
    subject: str,
    previous_hash: str,
) -> str:
    """Return the hash of one link, in hex."""
    document = {
        "organisation_id": str(organisation_id),
        "sequence": sequence,
        "on_day": on_day.isoformat(),
        "member_id": str(member_id) if member_id else None,
        "verb": verb,
        "subject": subject,
        "previous_hash": previous_hash,
    }
    return hashlib.sha256(b"safehold/audit-row/1\n" + canonical_json(document)).hexdigest()


def hash_of(link: Link) -> str:
    """Return the hash that a link should carry."""
    return row_hash(
        organisation_id=link.organisation_id,
        sequence=link.sequence,
        on_day=link.on_day,
        member_id=link.member_id,
        verb=link.verb,
        subject=link.subject,
        previous_hash=link.previous_hash,
    )


def check_chain(
    links: Iterable[Link], organisation_id: UUID | None = None, head: tuple[int, str] | None = None
) -> int:
    """Follow a whole chain, oldest link first; return how many links it has, or raise ChainBroken.

    organisation_id: whose chain it must be; default: that of its first link. head: the sequence and hash of
    the newest link, as kept elsewhere.
    """
    sequence, previous, owner = 0, "", organisation_id
    for link in links:
        if owner is None:
            owner = link.organisation_id
        previous = previous or first_hash(owner)
        sequence += 1
        in_place = (link.organisation_id, link.sequence, link.previous_hash) == (owner, sequence, previous)
        if not in_place or link.hash != hash_of(link):
            raise ChainBroken(sequence)
        previous = link.hash
    if head is not None and head[0] > 0 and (sequence, previous) != head:
        raise ChainBroken(min(sequence, head[0]) + 1)
    return sequence
