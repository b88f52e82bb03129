# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks witnesses to cosign the newest checkpoint. Each gets a proof that the log only grew since it saw it last."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from time import monotonic

from safehold.core import tlog
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import adapters, queries
from safehold.desk.registrar.adapters import Witness
from safehold.desk.registrar.models import Checkpoint, Cosignature
from safehold.persistence.transactions import atomic_for

log = logging.getLogger("safehold.registrar")
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 60.0, 3600.0
REFUSED = "register-witness"


class _Rests:
    """Witnesses that did not answer are left alone for a while, twice as long each time. Kept in this process."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[float, float]] = {}

    def is_over(self, name: str, now: float) -> bool:
        return self._until.get(name, (0.0, 0.0))[0] <= now

    def begin(self, name: str, now: float) -> None:
        seconds = min(2 * self._until.get(name, (0.0, FIRST_REST_SECONDS / 2))[1], LONGEST_REST_SECONDS)
        self._until[name] = (now + seconds, seconds)

    def end(self, name: str) -> None:
        self._until.pop(name, None)


rests = _Rests()


def ask_witnesses(on: date, clock: Callable[[], float] = monotonic) -> int:
    """Ask each witness for the newest checkpoint that it has not cosigned; return how many did.

    A witness that says the log forked raises an alarm. Without an answer it is asked again later.
    """
    office, last = queries.find_office(), queries.find_last_checkpoint()
    if office is None or last is None:
        return 0
    given = 0
    for witness in adapters.list_witnesses():
        name = witness.key.text
        if queries.has_cosigned(name, last) or not rests.is_over(name, clock()):
            continue
        try:
            lines = _ask(witness, last, queries.size_known_to(name))
        except (adapters.WitnessUnreachable, tlog.AnswerMalformed, tlog.WitnessBehind):
            rests.begin(name, clock())
            continue
        except tlog.WitnessRefused as refusal:
            log.error(  # noqa: TRY400
                "a witness refused a checkpoint: status %d", refusal.status
            )
            audit.raise_alarm(office.organisation_id, REFUSED, str(last.size), on=on)
            rests.begin(name, clock())
            continue
        rests.end(name)
        with atomic_for(Cosignature):
            Cosignature.objects.get_or_create(
                checkpoint=last, witness=name, defaults={"lines": lines.decode(), "received_on": on}
            )
        given += 1
    return given


def _ask(witness: Witness, last: Checkpoint, known: int) -> bytes:
    """Return its signature. One that knows another size says so, and is asked once more from there."""
    try:
        return _ask_from(witness, last, known)
    except tlog.WitnessBehind as behind:
        if behind.size > last.size:
            raise tlog.WitnessRefused(409, "ahead") from None
        return _ask_from(witness, last, behind.size)


def _ask_from(witness: Witness, last: Checkpoint, size: int) -> bytes:
    note = bytes(last.note)
    proof = queries.prove_growth(size, last.size)
    status, body = witness.ask(tlog.write_request(size, proof, note))
    return tlog.read_answer(status, body, note, witness.key)
