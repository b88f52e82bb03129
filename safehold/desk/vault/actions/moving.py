# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""From one generation of an organisation's vault to the next: what opened the old one opens nothing that is in the
database from now on.

At the removal of a member, and when a recovery kit ends. One transaction makes the next generation and moves every
secret of the organisation to it. The cases themselves get new keys afterwards, in the background: until then somebody
who copied a case key *and* gets a later copy of the database reads on. (docs/decisions/0016-removing-a-member.md)
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from safehold.core import age
from safehold.core.keylists import weeks_from
from safehold.desk.audit import actions as audit
from safehold.desk.vault import queries, rules, wrapping
from safehold.desk.vault.actions.enrolment import grant_vault, make_signing_key
from safehold.desk.vault.actions.lists import issue_key_list, make_intake_keys
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.actions.vaults import make_vault
from safehold.desk.vault.errors import KeyMissing, SecretMisplaced
from safehold.desk.vault.models import (
    IntakeKey,
    SigningKey,
    SubjectKey,
    Vault,
    VaultGrant,
)
from safehold.persistence.transactions import atomic_for

AT_ONCE = 2_000
"""So many case keys are in memory at a time."""


@dataclass(frozen=True)
class Move:
    """From one generation to the next. `broken`: ids of keys that somebody changed: they do not open, and stay."""

    old: Vault
    old_identity: age.Identity = field(repr=False)
    new: Vault
    new_identity: age.Identity = field(repr=False)
    broken: list[object]

    @cached_property
    def old_key(self) -> bytes:
        return wrapping.subject_key_of(self.old_identity.secret_seed())

    @cached_property
    def new_key(self) -> bytes:
        return wrapping.subject_key_of(self.new_identity.secret_seed())


def move_to_next_vault(unlocked: Unlocked, on: date) -> Move:
    """Make the next generation, sealed to all who hold the newest one, and move every key to it. Call it in a
    transaction; afterwards, `erase_from_log`.

    Cases are marked as due for new keys. The recovery kit is the caller's. Whoever was swapped in the database receives
    nothing, and an alarm says so. Raises VaultMissing, or KeyMissing or SecretMisplaced when the organisation's root
    does not open.
    """
    organisation = unlocked.member.organisation
    with atomic_for(Vault):
        old, old_identity = unlocked.hold_vault()
        root = unlocked.signing_key(SigningKey.Purpose.ORGANISATION_ROOT)
        new, new_identity = make_vault(old.organisation_id, on)
        move = Move(old, old_identity, new, new_identity, broken=[])
        unknown = _grant_to_holders(move, unlocked)
        _move_signing_keys(move)
        _move_intake_keys(move)
        _move_subject_keys(move)
        _retire(old, on)
        issue_key_list(organisation, root, on, made=_start_anew(move, on))
        for member_id in unknown:
            audit.raise_alarm(organisation.pk, "recipient-changed", member_id, on=on)
        if move.broken:
            audit.raise_alarm(organisation.pk, "key-unreadable", old.pk, on=on)
    unlocked.look_again()
    return move


def _grant_to_holders(move: Move, unlocked: Unlocked) -> list[UUID]:
    """Seal the new vault to the lead and to each holder whose key is the one they were admitted with.

    Return the ids of those whose key is another one. Whoever is left out waits to be admitted again.
    """
    grant_vault(move.new, move.new_identity, unlocked.member, unlocked.identity.recipient)
    unknown = []
    for grant in VaultGrant.objects.filter(vault=move.old).select_related("member"):
        member, key = grant.member, queries.find_member_key(grant.member)
        if key is None or member.pk == unlocked.member.pk or not (member.is_active and member.unlocks):
            continue
        expected = wrapping.mac_recipient(move.old_identity.secret_seed(), member.pk, key.recipient)
        if hmac.compare_digest(expected, grant.recipient_mac):
            grant_vault(move.new, move.new_identity, member, key.recipient)
        else:
            unknown.append(member.pk)
    return unknown


def _move_signing_keys(move: Move) -> None:
    for row in SigningKey.objects.filter(vault=move.old):
        _seal_again(move, row, wrapping.SIGNING, row.verify_key)


def _move_intake_keys(move: Move) -> None:
    for row in IntakeKey.objects.filter(vault=move.old):
        _seal_again(move, row, wrapping.INTAKE, row.key_id)


def _seal_again(move: Move, row: SigningKey | IntakeKey, label: str, thing: str) -> None:
    try:
        secret = wrapping.open_secret(label, thing, row.sealed, [move.old_identity])
    except (KeyMissing, SecretMisplaced):
        move.broken.append(row.pk)
        return
    row.vault, row.sealed = (
        move.new,
        wrapping.seal_secret(label, thing, secret, move.new_identity.recipient),
    )
    row.save(update_fields=["vault", "sealed"])


def _move_subject_keys(move: Move) -> None:
    """Wrap all case keys anew, a chunk at a time, and mark them as due."""
    for rows in _in_chunks(move.old):
        moved = [row for row in rows if _wrap_again(move, row)]
        SubjectKey.objects.filter(pk__in=[row.pk for row in moved]).delete()
        SubjectKey.objects.bulk_create(moved)  # several times as quick as an update of each


def _in_chunks(vault: Vault) -> Iterator[list[SubjectKey]]:
    rows = SubjectKey.objects.filter(vault=vault).order_by("pk")
    chunk = list(rows[:AT_ONCE])
    while chunk:
        yield chunk
        chunk = list(rows.filter(pk__gt=chunk[-1].pk)[:AT_ONCE])


def _wrap_again(move: Move, row: SubjectKey) -> bool:
    """Wrap a row's key under the new vault; saving is the caller's. False when it does not open."""
    try:
        key = wrapping.unwrap_subject(move.old_key, row.thing, bytes(row.sealed))
    except SecretMisplaced:
        move.broken.append(row.pk)
        return False
    nonce = secrets.token_bytes(wrapping.NONCE_BYTES)
    row.sealed = wrapping.wrap_subject(move.new_key, nonce, row.thing, key)
    row.vault_id, row.is_due = move.new.pk, True
    return True


def _retire(old: Vault, on: date) -> None:
    """Leave no way into the old vault."""
    VaultGrant.objects.filter(vault=old).delete()
    Vault.objects.filter(pk=old.pk).update(retired_on=on, escrow_sealed=None)


def _start_anew(move: Move, on: date) -> list[str]:
    """Give the organisation a new reply key and new weekly keys; return what they are listed as.

    The old ones stay: replies they signed must still verify, and reports sealed to them are on their way.
    """
    replies = SigningKey.objects.filter(vault=move.new, purpose=SigningKey.Purpose.REPLIES, ends_on=None)
    replies.update(ends_on=on + timedelta(days=1))
    reply_key = make_signing_key(SigningKey.Purpose.REPLIES, move.new, move.new_identity, on)
    IntakeKey.objects.filter(vault=move.new, ends_on__gt=on).update(ends_on=on)
    weekly = make_intake_keys(move.new, move.new_identity.recipient, weeks_from(on, rules.WEEKS_AHEAD))
    return [*weekly, reply_key.public_key().public_bytes_raw().hex()]
