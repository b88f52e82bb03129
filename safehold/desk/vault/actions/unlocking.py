# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unlocking: a passphrase opens a member's identity, which then rests encrypted under a key that only the
browser holds.

The row is useless without the cookie, the cookie without the row, and both without the signed-in session.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from safehold.core import age
from safehold.desk.audit import actions as audit
from safehold.desk.members import actions as members
from safehold.desk.vault import at_unlock, passphrases, queries, rules, wrapping
from safehold.desk.vault.actions.unlocked import Unlocked
from safehold.desk.vault.errors import AttemptsExhausted, NotEnrolled, PassphraseWrong
from safehold.desk.vault.models import Unlocking
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.members.models import Member

TOKEN_BYTES = 32


def unlock_with(member: Member, passphrase: str) -> Unlocked:
    """Open a member's identity, without a browser. Raises NotEnrolled or PassphraseWrong."""
    if (row := queries.find_member_key(member)) is None:
        raise NotEnrolled
    words = passphrases.canonical(passphrase)
    key = members.derive_key(words, bytes(row.salt), row.opslimit, row.memlimit_bytes)
    try:
        seed = wrapping.unwrap_secret(key, bytes(row.wrapped), wrapping.member_place(member.pk))
    except wrapping.WrappingBroken:
        raise PassphraseWrong from None
    return Unlocked(member, age.derive_identity(seed))


def begin_unlocking(
    member: Member, passphrase: str, *, session_key: str, source: str, on: date, now: datetime
) -> tuple[str, Unlocked]:
    """Unlock a signed-in session; return the cookie's value and what is unlocked. A lead's unlock tops up the
    keys.

    source: see `members.actions.source_of`. Raises AttemptsExhausted, NotEnrolled or PassphraseWrong.
    """
    if not members.use_attempt("unlock", member.pk, source):
        raise AttemptsExhausted
    unlocked = unlock_with(member, passphrase)
    members.forgive("unlock", member.pk, source)
    token = secrets.token_bytes(TOKEN_BYTES)
    row = _row_for(unlocked, token, session_key, now)
    with atomic_for(Unlocking):
        Unlocking.objects.filter(session_hash=row.session_hash).delete()
        row.save(force_insert=True)
        audit.append(member.organisation_id, "vault.unlocked", "", member.pk, on=on)
    if unlocked.has_vault:
        at_unlock.do_what_waited(unlocked, on)
    return token.hex(), unlocked


def _row_for(unlocked: Unlocked, token: bytes, session_key: str, now: datetime) -> Unlocking:
    row = Unlocking(
        id=rules.unlocking_id(token),
        member=unlocked.member,
        session_hash=rules.session_hash(session_key),
        expires_at=now + _idle(),
    )
    nonce = secrets.token_bytes(wrapping.NONCE_BYTES)
    seed = unlocked.identity.secret_seed()
    row.wrapped = wrapping.wrap_secret(rules.unlocking_key(token), nonce, seed, _place(row))
    return row


def resume(
    cookie: str, member: Member, session_key: str, now: datetime, *, in_use: bool = True
) -> Unlocked | None:
    """Return what a browser's cookie still unlocks; None when it is unknown, expired or of another session.

    in_use: a person did something, so the 15 minutes start again; automatic refreshes do not count.
    """
    token = _token_of(cookie)
    row = queries.find_unlocking(rules.unlocking_id(token), member, rules.session_hash(session_key), now)
    if row is None:
        return None
    try:
        seed = wrapping.unwrap_secret(rules.unlocking_key(token), bytes(row.wrapped), _place(row))
    except wrapping.WrappingBroken:
        return None
    if in_use and rules.is_due_to_extend(row.expires_at, now, _idle()):
        with atomic_for(Unlocking):
            Unlocking.objects.filter(pk=row.pk).update(expires_at=now + _idle())
    return Unlocked(member, age.derive_identity(seed))


def lock(member: Member, session_key: str, on: date) -> None:
    """End the unlocking of one session."""
    with atomic_for(Unlocking):
        ended, _ = Unlocking.objects.filter(session_hash=rules.session_hash(session_key)).delete()
        if ended:
            audit.append(member.organisation_id, "vault.locked", "", member.pk, on=on)


def forget_session(session_key: str) -> None:
    """End the unlocking of a session that is being signed out."""
    with atomic_for(Unlocking):
        Unlocking.objects.filter(session_hash=rules.session_hash(session_key)).delete()


def purge_expired(now: datetime) -> int:
    """Delete what has expired, unlockings and sessions, each minute; return how many unlockings."""
    members.purge_sessions(now)
    with atomic_for(Unlocking):
        return Unlocking.objects.filter(expires_at__lte=now).delete()[0]


def _idle() -> timedelta:
    return timedelta(seconds=settings.UNLOCK_IDLE_SECONDS)


def _place(row: Unlocking) -> bytes:
    return f"safehold/unlocking/1\n{row.id} {row.member_id} {row.session_hash}".encode()


def _token_of(cookie: str) -> bytes:
    """Return the cookie's bytes; what is no cookie of ours becomes a token that leads nowhere."""
    try:
        return bytes.fromhex(cookie)
    except ValueError:
        return b""
