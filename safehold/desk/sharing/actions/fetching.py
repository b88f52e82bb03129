# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening a file that is shared: while the share is open, and while everybody in it still agrees on that very day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from safehold.core import age
from safehold.desk.audit import actions as audit
from safehold.desk.consent import actions as consent
from safehold.desk.consent import queries as ledger
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.sharing import adapters, queries, rules
from safehold.desk.sharing.actions.holding import hold_share
from safehold.desk.sharing.actions.resealing import take_keys
from safehold.desk.sharing.errors import ShareClosed, ShareUnknown
from safehold.desk.sharing.models import OfferSubject, Share, SharedFile
from safehold.desk.vault.actions import Unlocked
from safehold.persistence.transactions import atomic_for


@dataclass(frozen=True)
class FetchedFile:
    """A file on its way to a member. `pieces` raise FileBroken before the last one when it is not what was shared."""

    name: str = field(repr=False)
    size_bytes: int
    pieces: Iterator[bytes] = field(repr=False)


def fetch_file(unlocked: Unlocked, share: Share, file_id: UUID, on: date) -> FetchedFile:
    """Open a file of a share, for a member of either organisation; one row in the audit of theirs.

    Raises ConsentMissing, ShareClosed, ThreadLocked, ShareUnknown when there is no such file for this member's role,
    FileBroken when its bytes are not there, RowTampered.
    """
    take_keys(unlocked)
    with atomic_for(Share):
        _require_consent(share, on)
        share = hold_share(share, unlocked)
        if not share.is_open:
            raise ShareClosed
        shared = queries.open_share(unlocked, share).content["files"]
        said = next((each for each in shared if each["id"] == str(file_id)), None)
        row = SharedFile.objects.filter(offer=share.offer_id, pk=file_id).first()
        if said is None or row is None:
            raise ShareUnknown
        identity = age.parse_identity(str(row.open(queries.key_of(unlocked, share))["identity"]))
        source = adapters.open_stored(row.stored_name)
        audit.append(unlocked.organisation_id, "share.fetched", share.pk, unlocked.member.pk, on=on)
    pieces = adapters.read_pieces(source, identity, (said["size_bytes"], said["sha256"]))
    return FetchedFile(said["name"], said["size_bytes"], pieces)


def _require_consent(share: Share, on: date) -> None:
    """Ask again, but uses up no override: for whom two members decided, the person's word since then ends the share."""
    own = OfferSubject.objects.filter(offer=share.offer_id, by_override=False)
    subjects, recipient = (
        list(own.values_list("subject_id", flat=True)),
        rules.recipient_of(share.receiver_id),
    )
    consent.hold_subjects(subjects)
    if subjects and ledger.list_missing(subjects, rules.PURPOSE, recipient, on):
        raise ConsentMissing(rules.PURPOSE, recipient)
