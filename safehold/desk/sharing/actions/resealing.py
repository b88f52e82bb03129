# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""New keys for shares: after somebody left one, and after a member of either organisation was removed.

The organisation that makes the key sends it to the other one as it would an offer. What somebody copied before, the key
or the wrapped one, opens no row afterwards.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safehold.desk.sharing import queries, rules
from safehold.desk.sharing.actions import parcels
from safehold.desk.sharing.actions.holding import hold_share, trace_both
from safehold.desk.sharing.errors import ParcelForged, SharingRefused
from safehold.desk.sharing.models import Entry, KeyParcel, Share, SharedFile
from safehold.desk.vault import actions as vault
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import KeyMissing
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation


def take_keys(unlocked: Unlocked) -> int:
    """Wrap the newer keys of shares that the other organisation sent into our vault; return how many."""
    ours = KeyParcel.objects.filter(organisation=unlocked.organisation_id).select_related("share")
    return sum(_is_taken(unlocked, parcel) for parcel in ours.order_by("pk"))


def _is_taken(unlocked: Unlocked, parcel: KeyParcel) -> bool:
    with atomic_for(Share):
        share = hold_share(parcel.share, unlocked)
        found = KeyParcel.objects.filter(pk=parcel.pk, version=share.key_version).first()
        if found is None:
            return False
        try:
            key = _open_key(unlocked, share, found)
        except (KeyMissing, ParcelForged):
            return False
        unlocked.keep_case_key(share.pk, found.version, key)
        found.delete()
    return True


def _open_key(unlocked: Unlocked, share: Share, parcel: KeyParcel) -> bytes:
    other = _other(unlocked, share)
    document = parcels.open_from(unlocked, other, parcel.key_id, bytes(parcel.sealed), rules.ShareKeyDocument)
    expected = (str(share.pk), str(other.pk), str(unlocked.organisation_id), parcel.version)
    if (document.share_id, document.from_id, document.to_id, document.version) != expected:
        raise ParcelForged
    return bytes.fromhex(document.key)


def _other(unlocked: Unlocked, share: Share) -> Organisation:
    return share.receiver if share.sender_id == unlocked.organisation_id else share.sender


def reseal_due(unlocked: Unlocked, on: date) -> int:
    """Give every share that is due another key; return how many. One that cannot get one now waits."""
    done = 0
    for share in queries.list_due_shares(unlocked.organisation_id):
        try:
            done += reseal_share(unlocked, share, on)
        except (SharingRefused, KeyMissing):
            continue
    if done:
        erase_from_log(Entry)
    return done


def reseal_share(unlocked: Unlocked, share: Share, on: date) -> bool:
    """Seal a share under another key, wrapped for who may still open it; return whether it was due.

    Raises ReceiverNotReady when the other organisation lists no key for today, ThreadLocked, ShareClosed.
    """
    with atomic_for(Share):
        share = hold_share(share, unlocked)
        if share.pk not in {each.pk for each in queries.list_due_shares(unlocked.organisation_id)}:
            return False
        old_key = queries.key_of(unlocked, share)
        version, key = unlocked.next_case_keys({share.pk: share.key_version})[share.pk]
        entries = list(share.entries.all())
        for entry in entries:
            entry.seal(key, entry.open(old_key))
        Entry.objects.bulk_update(entries, ["sealed"])
        _seal_files(share, old_key, key)
        share.key_version, share.reseal_due = version, False
        share.save(update_fields=["key_version", "reseal_due"])
        vault.replace_case_keys({share.pk: version})
        if share.is_open:
            _send_key(unlocked, share, key, on)
        trace_both(share, "share.resealed", unlocked.member, on)
    return True


def _seal_files(share: Share, old_key: bytes, key: bytes) -> None:
    """What opens the copies of files goes under the new key; the copies stay as they are, as files of a case do."""
    files = list(SharedFile.objects.filter(offer=share.offer_id))
    for file in files:
        file.seal(key, file.open(old_key))
    SharedFile.objects.bulk_update(files, ["sealed"])


def _send_key(unlocked: Unlocked, share: Share, key: bytes, on: date) -> None:
    other = _other(unlocked, share)
    listed = parcels.find_listed_key(other, on)
    document = rules.ShareKeyDocument(
        share_id=str(share.pk),
        from_id=str(unlocked.organisation_id),
        to_id=str(other.pk),
        version=share.key_version,
        key=key.hex(),
        signed_on=on.isoformat(),
    )
    sealed = parcels.seal_to(unlocked, listed, document)
    KeyParcel.objects.filter(share=share).delete()
    KeyParcel.objects.create(
        share=share, organisation=other, version=share.key_version, key_id=listed.key_id, sealed=sealed
    )
