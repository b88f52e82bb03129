# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Carries publications to the public side: leaves with their openings, then the checkpoint, then cosignatures, answers.

At least once, and twice is once. Killed anywhere it goes on, since the public side says itself what it has.
"""

from __future__ import annotations

import logging
from datetime import date

from django.db.models import Q

from safehold.core import tlog
from safehold.desk.audit import actions as audit
from safehold.desk.registrar import queries
from safehold.desk.registrar.actions.signing import BROKEN, sign_log, watch_log
from safehold.desk.registrar.actions.witnessing import ask_witnesses
from safehold.desk.registrar.models import Answer, Checkpoint, Cosignature, LogHead, Office
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.transactions import atomic_for
from safehold.public.register import actions as public
from safehold.public.register import errors as public_errors
from safehold.public.register import queries as published

log = logging.getLogger("safehold.registrar")
AT_ONCE = 500


def cross_register(on: date) -> None:
    """Sign what was published since the last round, ask the witnesses, and bring all of it to the public side.

    Each part goes on where the one before it stopped: a witness that is away keeps no publication back.
    """
    if watch_log(on):
        sign_log(on)
    deliver_register(on)
    if ask_witnesses(on):
        deliver_register(on)


def deliver_register(on: date) -> int:
    """Bring the public side up to the newest checkpoint; return how many leaves were new there."""
    office, last = queries.find_office(), queries.find_last_checkpoint()
    if office is None:
        return 0
    new = _deliver_log(office, last, on) if last else 0
    _deliver_answers(on)
    return new


def _deliver_log(office: Office, last: Checkpoint, on: date) -> int:
    held = published.count_leaves()
    if held > last.size and held > queries.read_head(office).size:
        log.error("the public side has more leaves than this desk")
        audit.raise_alarm(office.organisation_id, BROKEN, f"ahead {held}", on=on)
        return 0
    try:
        new = sum(_deliver_leaves(at, last.size) for at in range(held, last.size, AT_ONCE))
        if published.count_covered() < last.size:
            public.store_checkpoint(bytes(last.note))
        _deliver_cosignatures(last)
    except (public_errors.PublicationWrong, public_errors.CheckpointWrong) as error:
        audit.raise_alarm(office.organisation_id, BROKEN, f"public {type(error).__name__}", on=on)
        return 0
    with atomic_for(LogHead):
        LogHead.objects.filter(office=office).update(published_size=last.size, published_checkpoint=last.size)
    return new


def _deliver_leaves(start: int, end: int) -> int:
    leaves = queries.list_leaves(start, min(start + AT_ONCE, end))
    openings = queries.list_openings(leaves)
    return public.store_publications(
        [
            (
                leaf.position,
                bytes(leaf.content),
                {name: opening.document() for name, opening in openings[leaf.position].items()},
            )
            for leaf in leaves
        ]
    )


def _deliver_cosignatures(last: Checkpoint) -> None:
    for row in Cosignature.objects.filter(checkpoint=last, is_published=False):
        try:
            public.store_cosignature(tlog.add_signatures(bytes(last.note), row.lines.encode()))
        except public_errors.CosignatureWrong:
            log.warning("the public site does not know a witness: its file of witnesses is behind")
            continue
        with atomic_for(Cosignature):
            Cosignature.objects.filter(pk=row.pk).update(is_published=True)


def _deliver_answers(on: date) -> None:
    """Tell registrants what was decided; what has arrived is deleted here, the office's own copy is sealed.

    What was accepted is told once a checkpoint on the public side covers it: until then nobody could read it there.
    """
    can_be_told = Q(filing__leaf=None) | Q(filing__leaf__lt=published.count_covered())
    rows = Answer.objects.filter(can_be_told, delivered_on=None).order_by("made_on", "pk")
    for row in rows:
        number = str(row.number) if row.number else None
        public.store_answer(
            row.filing_id, row.state, row.words, on=row.made_on, entry_id=row.entry_id, number=number
        )
        with atomic_for(Answer):
            Answer.objects.filter(pk=row.pk).update(delivered_on=on, words="")
    if rows:
        erase_from_log(Answer)
