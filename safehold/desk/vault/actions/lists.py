# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs the two lists that the public side trusts: which organisations there are, and which keys each of them
uses.

Each new list has the next version, is kept as it was signed, and goes to the outbox in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from safehold.core import age, keylists
from safehold.core.envelopes import EnvelopeError, verify_document
from safehold.desk.audit import actions as audit
from safehold.desk.vault import adapters, queries, rules, wrapping
from safehold.desk.vault.actions.outbox import post
from safehold.desk.vault.adapters import Place
from safehold.desk.vault.errors import LeadRequired, RootMissing, SecretMisplaced
from safehold.desk.vault.models import IntakeKey, Outgoing, SignedListVersion, SigningKey, Vault
from safehold.desk.vault.unlocked import Unlocked
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Organisation

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

    made: key ids and verify keys that were made just now. Any other key is signed only if this root has signed it
    before: whoever can write a row must not get a key of theirs signed on the way. A key that did not open at a removal
    stayed in the retired vault, and is left out. Raises SecretMisplaced when no earlier list is genuine.
    """
    known = _signed_keys(organisation, root)

    def is_ours(key_id: str, vault: Vault) -> bool:
        return vault.retired_on is None and (known is None or key_id in known or key_id in made)

    keys = keylists.KeyList(
        organisation_id=str(organisation.pk),
        version=_next_version((SignedListVersion.Kind.KEYS, organisation.pk)),
        issued_on=on,
        reply_keys=[
            keylists.ReplyKey.create(
                bytes.fromhex(key.verify_key), key.starts_on, key.ends_on or rules.FAR_DAY
            )
            for key in queries.list_signing_keys(SigningKey.Purpose.REPLIES, organisation.pk)
            if is_ours(key.verify_key, key.vault)
        ],
        intake_keys=[
            keylists.IntakeKey.create(key.recipient, key.starts_on, key.ends_on)
            for key in queries.list_intake_keys(organisation.pk)
            if rules.is_listed(key.starts_on, key.ends_on, on) and is_ours(key.key_id, key.vault)
        ],
    )
    signed = keylists.sign_key_list(keys, root)
    post(Outgoing.Kind.KEY_LIST, organisation.pk, keys.version, signed, on)
    return SignedListVersion.objects.create(
        kind=SignedListVersion.Kind.KEYS, organisation=organisation, version=keys.version, signed=signed
    )


def _signed_keys(organisation: Organisation, root: Ed25519PrivateKey) -> set[str] | None:
    """Return the keys of the newest list that this very root has signed; None before the first list."""
    rows = SignedListVersion.objects.filter(kind=SignedListVersion.Kind.KEYS, organisation=organisation)
    verify_key = root.public_key().public_bytes_raw()
    for row in rows.order_by("-version"):
        with suppress(EnvelopeError):
            keys = verify_document(bytes(row.signed), keylists.KeyList, verify_key)
            return {key.key_id for key in keys.intake_keys} | {key.verify_key for key in keys.reply_keys}
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


def read_own_coalition_list() -> keylists.CoalitionList | None:
    """Return the newest coalition list, checked against this desk's root; None before the first."""
    newest = queries.newest_list(SignedListVersion.Kind.COALITION)
    root = queries.coalition_root_hex()
    if newest is None or root is None:
        return None
    return verify_document(bytes(newest.signed), keylists.CoalitionList, bytes.fromhex(root))


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
    """Organisation id -> root, as the newest list says that this very root has signed."""
    newest = queries.newest_list(SignedListVersion.Kind.COALITION)
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
    return max([queries.newest_version(*place), *(version for version in held if version < FAR_VERSION)]) + 1


def root_key_of(organisation_id: UUID) -> str | None:
    """Return the public half of an organisation's root; None before it has keys."""
    keys = queries.list_signing_keys(SigningKey.Purpose.ORGANISATION_ROOT, organisation_id)
    return keys[0].verify_key if keys else None


def _entry(organisation: Organisation, signed_before: str | None) -> keylists.Organisation:
    root_key = signed_before or root_key_of(organisation.pk)
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
