# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signs a checkpoint when the log has grown: by the crossing, which holds this one key in a file.

Before anything is signed, the leaves since the newest checkpoint are read again and must lead from it to where the log
says it stands; and the log must lead on from what was signed last, also where the database was put back to an older
day.
"""

from __future__ import annotations

import logging
from datetime import date

from safehold.core import tlog
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.errors import KeyFileMissing, KeyFileUnsafe, LogBroken, LogForked
from safehold.desk.registrar.models import Checkpoint, LogHead, Office
from safehold.persistence.transactions import atomic_for
from safehold.public.register import queries as published

log = logging.getLogger("safehold.registrar")
BROKEN = "register-broken"
NO_KEY = "register-key"
_verified: dict[object, date] = {}
"""Which office's log this process has read whole and found sound, and on which day."""


def sign_log(on: date) -> Checkpoint | None:
    """Sign a checkpoint when the log has grown; None when there is nothing to sign, or it cannot be.

    A log that does not hold, or a key that cannot be used, raises an alarm in the office's organisation.
    """
    office = queries.find_office()
    if office is None:
        return None
    last, head = queries.find_last_checkpoint(), queries.read_head(office)
    if (last.size if last else 0) == head.size:
        return None
    try:
        return _sign(office, adapters.read_key(), on)
    except (KeyFileMissing, KeyFileUnsafe) as error:
        audit.raise_alarm(office.organisation_id, NO_KEY, type(error).__name__, on=on)
    except LogBroken as error:
        _tell(office, error, on)
    return None


def _sign(office: Office, signer: tlog.Signer, on: date) -> Checkpoint:
    if signer.verifier.text != office.verify_key or not queries.is_vouched_for(office):
        raise KeyFileUnsafe
    with atomic_for(Checkpoint):
        head, last = queries.hold_head(office), queries.find_last_checkpoint()
        _check_last(last, signer.verifier)
        frontier = queries.check_new_leaves(head, last)
        _check_remembered(head, signer.verifier)
        checkpoint = tlog.Checkpoint(office.origin, frontier.size, frontier.root())
        note = tlog.sign_checkpoint(checkpoint, signer)
        adapters.keep_last_signed(note)
        row = Checkpoint.objects.create(
            size=frontier.size, root=frontier.root(), frontier=frontier.pack(), note=note, signed_on=on
        )
        audit.append(office.organisation_id, "register.signed", str(frontier.size), on=on)
    return row


def _check_last(last: Checkpoint | None, key: tlog.VerifierKey) -> None:
    """The newest checkpoint in the database is one that we signed, and says what its row says."""
    if last is None:
        return
    try:
        signed = tlog.open_checkpoint(bytes(last.note), [key])
    except tlog.TlogError:
        raise LogForked(last.size) from None
    if (signed.size, signed.root) != (last.size, bytes(last.root)):
        raise LogForked(last.size)


def _check_remembered(head: LogHead, key: tlog.VerifierKey) -> None:
    """The log leads on from what is public, and from what was signed last, written down outside the database."""
    if published.count_leaves() > head.size:
        raise LogForked(published.count_leaves())
    note = adapters.read_last_signed()
    if note is None:
        return
    try:
        signed = tlog.open_checkpoint(note, [key])
    except tlog.TlogError:
        raise LogForked(0) from None
    if signed.size > head.size or (signed.size and queries.root_at(signed.size) != signed.root):
        raise LogForked(signed.size)


def watch_log(on: date) -> bool:
    """Read the whole log again, once a day in each process; until it holds, in each round. Return whether it holds.

    What does not hold raises an alarm.
    """
    office = queries.find_office()
    if office is None or _verified.get(office.pk) == on:
        return True
    try:
        verify_log(office)
    except LogBroken as error:
        _tell(office, error, on)
        return False
    _verified[office.pk] = on
    return True


def verify_log(office: Office) -> int:
    """Read everything of the log again; return how many leaves it has. Raises a LogBroken that says where."""
    return queries.verify_log(queries.read_head(office), [tlog.parse_vkey(office.verify_key)])


def _tell(office: Office, error: LogBroken, on: date) -> None:
    log.error("the register's log does not hold: %s at %d", error.kind, error.position)
    audit.raise_alarm(office.organisation_id, BROKEN, f"{error.kind} {error.position}", on=on)
