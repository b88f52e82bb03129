# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs the two lists that the public side trusts: which organisations there are, and which keys each of them
uses.

Each new list has the next version, is kept as it was signed, and goes to the outbox in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age, keylists
from safehold.core.envelopes import EnvelopeError, verify_document
from safehold.desk.audit import actions as audit
from safehold.desk.vault import adapters, queries, rules, wrapping
from safehold.desk.vault.actions.outbox import post
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.adapters import Place
from safehold.desk.vault.errors import LeadRequired, RootMissing, SecretMisplaced
from safehold.desk.vault.models import IntakeKey, Outgoing, SignedListVersion, SigningKey, Vault
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

Entry = TypeVar("Entry", keylists.IntakeKey, keylists.ReplyKey)
FAR_VERSION = 2**31 - 2
"""The last version that a row can hold and still be followed by another one."""


def make_intake_keys(vault: Vault, recipient: age.Recipient, weeks: Iterable[tuple[date, date]]) -> list[str]:
    """Make one key per weekly window, sealed to the vault's recipient; return their ids. Call it in a
    transaction.
    """
    made = []
    for starts_on, ends_on in weeks:
        identity = age.generate_identity()
        key_id = keylists.key_id_of(str(identity.recipient))
        IntakeKey.objects.create(
            key_id=key_id,
            vault=vault,
            recipient=str(identity.recipient),
            sealed=wrapping.seal_secret(wrapping.INTAKE, key_id, identity.secret_seed(), recipient),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        made.append(key_id)
    return made


def issue_key_list(
    organisation: Organisation, root: Ed25519PrivateKey, on: date, *, made: Collection[str] = ()
) -> SignedListVersion:
    """Sign the organisation's keys as they stand, under the next version. Call it in a transaction.

    made: key ids and verify keys that were made just now. Any other key is signed only as this root has signed it
    before, or ended earlier: whoever can write a row must not get a key of theirs signed on the way, nor more days for
    one that they took. A key that did not open at a removal stayed in the retired vault, and is left out. Raises
    SecretMisplaced when no earlier list is genuine.
    """
    before = _newest_signed(organisation, root)
    intake_before = {key.key_id: key for key in before.intake_keys} if before else None
    replies_before = {key.verify_key: key for key in before.reply_keys} if before else None
    keys = keylists.KeyList(
        organisation_id=str(organisation.pk),
        version=_next_version((SignedListVersion.Kind.KEYS, organisation.pk)),
        issued_on=on,
        reply_keys=[
            entry
            for key in queries.list_signing_keys(SigningKey.Purpose.REPLIES, organisation.pk)
            if key.vault.retired_on is None
            and (entry := _as_signed(_reply_entry(key), key.verify_key, replies_before, made))
        ],
        intake_keys=[
            weekly
            for key in queries.list_intake_keys(organisation.pk)
            if key.vault.retired_on is None
            and rules.is_listed(key.starts_on, key.ends_on, on)
            and (weekly := _as_signed(_intake_entry(key), key.key_id, intake_before, made))
        ],
    )
    signed = keylists.sign_key_list(keys, root)
    post(Outgoing.Kind.KEY_LIST, organisation.pk, keys.version, signed, on)
    return SignedListVersion.objects.create(
        kind=SignedListVersion.Kind.KEYS, organisation=organisation, version=keys.version, signed=signed
    )


def _as_signed(
    entry: Entry, key_id: str, before: Mapping[str, Entry] | None, made: Collection[str]
) -> Entry | None:
    """Return how a row stands in the next list; None for one that somebody put there."""
    if before is None or key_id in made:
        return entry
    signed = before.get(key_id)
    return signed and msgspec.structs.replace(signed, valid_until=min(signed.valid_until, entry.valid_until))


def _reply_entry(key: SigningKey) -> keylists.ReplyKey:
    return keylists.ReplyKey.create(
        bytes.fromhex(key.verify_key), key.starts_on, key.ends_on or rules.FAR_DAY
    )


def _intake_entry(key: IntakeKey) -> keylists.IntakeKey:
    return keylists.IntakeKey.create(key.recipient, key.starts_on, key.ends_on)


def _newest_signed(organisation: Organisation, root: Ed25519PrivateKey) -> keylists.KeyList | None:
    """Return the newest list that this very root has signed; None before the first list."""
    rows = SignedListVersion.objects.filter(kind=SignedListVersion.Kind.KEYS, organisation=organisation)
    verify_key = root.public_key().public_bytes_raw()
    for row in rows.order_by("-version"):
        with suppress(EnvelopeError):
            return verify_document(bytes(row.signed), keylists.KeyList, verify_key)
    if rows.exists():
        raise SecretMisplaced("key list")
    return None


def top_up_at_unlock(unlocked: Unlocked, on: date) -> None:
    """Top up at the unlock of a lead; nothing at that of another member."""
    if unlocked.member.is_lead:
        top_up_intake_keys(unlocked, on)


def top_up_intake_keys(unlocked: Unlocked, on: date) -> int:
    """Make the weekly keys that are missing from the next 26 weeks and issue a list; return how many were
    made.

    At a lead's unlock. Raises LeadRequired, VaultMissing.
    """
    if not unlocked.member.is_lead:
        raise LeadRequired
    with atomic_for(IntakeKey):
        vault, identity = unlocked.hold_vault()
        held = [
            key.starts_on
            for key in queries.list_intake_keys(unlocked.organisation_id)
            if key.vault.retired_on is None and not rules.was_ended_early(key.starts_on, key.ends_on)
        ]
        if not (weeks := rules.missing_weeks(on, held)):
            return 0
        made = make_intake_keys(vault, identity.recipient, weeks)
        root = unlocked.signing_key(SigningKey.Purpose.ORGANISATION_ROOT)
        issued = issue_key_list(unlocked.member.organisation, root, on, made=made)
        audit.append(unlocked.organisation_id, "keys.issued", issued.version, unlocked.member.pk, on=on)
    return len(weeks)


def issue_coalition_list(
    organisations: Iterable[Organisation],
    root: Ed25519PrivateKey,
    on: date,
    *,
    admitted: Organisation | None = None,
) -> SignedListVersion:
    """Sign the list of these organisations under the next version. Call it in a transaction.

    admitted: the one whose root a lead has just agreed to. The others keep the root that was signed before, whatever
    their row says by now: whoever can change a row must not get a root of theirs signed on the way.
    """
    signed_before = _signed_roots(root)
    if admitted is not None:
        signed_before.pop(str(admitted.pk), None)
    coalition = keylists.CoalitionList(
        version=_next_version((SignedListVersion.Kind.COALITION, None)),
        issued_on=on,
        organisations=[_entry(each, signed_before.get(str(each.pk))) for each in organisations],
    )
    signed = keylists.sign_coalition_list(coalition, root)
    post(Outgoing.Kind.COALITION_LIST, None, coalition.version, signed, on)
    return SignedListVersion.objects.create(
        kind=SignedListVersion.Kind.COALITION, version=coalition.version, signed=signed
    )


def _signed_roots(root: Ed25519PrivateKey) -> dict[str, str]:
    """Organisation id -> root, as the newest list says that this very root has signed; raise an EnvelopeError.

    No older list will do, other than for keys: who is to be listed was read from the newest one.
    """
    newest = queries.find_newest_list(SignedListVersion.Kind.COALITION)
    if newest is None:
        return {}
    verify_key = root.public_key().public_bytes_raw()
    coalition = verify_document(bytes(newest.signed), keylists.CoalitionList, verify_key)
    return {entry.id: entry.root_key for entry in coalition.organisations}


def _next_version(place: Place) -> int:
    """Return a version above all that this desk signed and all that the public side holds from our root.

    A desk that was brought back from a backup would else sign versions that the public side refuses as old.
    """
    held = (document.version for document, _ in adapters.list_genuine(place))
    believed = (version for version in held if version < FAR_VERSION)
    return max([queries.find_newest_version(*place), *believed]) + 1


def _entry(organisation: Organisation, signed_before: str | None) -> keylists.Organisation:
    root_key = signed_before or queries.find_root_key(organisation.pk)
    if root_key is None:
        raise RootMissing
    return keylists.Organisation(
        id=str(organisation.pk),
        slug=organisation.slug,
        name=organisation.names,
        languages=organisation.languages,
        root_key=root_key,
        is_default=organisation.is_default,
    )
