# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Trusted time for items: asked for when they arrive, sent by the loop that holds no key, written into custody later.

waiting -> stamped | refused (reason). An answer is kept as it came, in a transaction of its own, before it is read.
Offline, everything waits. What is sent is the hash of a manifest with a random id: it tells nothing about the file.

A manifest names one item. So a hand-over of one never tells that there are others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING
from uuid import uuid4

from safehold.core.custody import stamped_facts
from safehold.core.timestamps import (
    RootsMalformed,
    Stamp,
    StampDenied,
    StampedItem,
    StampError,
    StampForeign,
    StampForged,
    StampMalformed,
    StampUntrusted,
    hash_manifest,
    make_request,
    verify_stamp,
    write_manifest,
)
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import authorities, queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.models import Item, StampBatch
from safehold.desk.evidence.models import Stamp as StampRow
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.evidence.rules import Document, Moment
    from safehold.desk.vault.actions import Unlocked

log = logging.getLogger("safehold.evidence")
MOST_AT_ONCE = 20
"""So many are asked for in a round of the loop: its other work does not wait long."""
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 60, 6 * 3600
REASONS = {
    StampDenied: "denied",
    StampMalformed: "malformed",
    StampForeign: "foreign",
    StampUntrusted: "untrusted",
    StampForged: "forged",
}
"""Why an answer is no stamp. Only "untrusted" may be mended here: by other roots."""


class _Rests:
    """Authorities that did not answer are left alone for a while, twice as long each time. Kept in this process."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[float, float]] = {}

    def is_over(self, name: str, now: float) -> bool:
        return self._until.get(name, (0.0, 0.0))[0] <= now

    def begin(self, name: str, now: float) -> None:
        last = self._until.get(name, (0.0, FIRST_REST_SECONDS / 2))[1]
        seconds = min(2 * last, LONGEST_REST_SECONDS)
        self._until[name] = (now + seconds, seconds)

    def end(self, name: str) -> None:
        self._until.pop(name, None)


rests = _Rests()


def queue(key: bytes, item: Item, document: Document, on: date) -> StampBatch | None:
    """Put an item in the queue of every authority, in the transaction that keeps it; None when there is none.

    key: of the item's case, which is locked.
    """
    chosen = authorities.list_authorities()
    if not chosen:
        return None
    batch = StampBatch(id=uuid4(), case_id=item.case_id, made_on=on)
    manifest = write_manifest(batch.pk, [StampedItem(str(item.pk), document.sha256, document.size_bytes)])
    batch.manifest_sha256 = hash_manifest(manifest)
    batch.seal(key, {"manifest": manifest.decode()})
    batch.save(force_insert=True)
    batch.items.add(item)
    StampRow.objects.bulk_create(StampRow(batch=batch, authority=each.name) for each in chosen)
    return batch


def queue_case(unlocked: Unlocked, case: Case, on: date) -> int:
    """Queue every item of a case that was never queued: it came while there was no authority. Returns how many."""
    with atomic_for(StampBatch):
        case_now, key = cases.hold_case(unlocked, case)
        rows = Item.objects.filter(case=case_now, batches=None).order_by("position")
        batches = [queue(key, row, queries.open_document(key, row).document, on) for row in rows]
    return sum(1 for batch in batches if batch is not None)


def ask_again(unlocked: Unlocked, item: Item, on: date) -> int:
    """Put refused stamps of an item back in the queue; return how many.

    An answer whose roots were not known is judged again as it is; for any other the authority is asked anew.
    """
    with atomic_for(StampRow):
        cases.hold_case(unlocked, item.case)
        rows = StampRow.objects.select_for_update().filter(batch__items=item, state=StampRow.State.REFUSED)
        count = 0
        for row in rows:
            if row.reason != REASONS[StampUntrusted]:
                row.response = None
            row.state, row.reason, row.tried_on, count = StampRow.State.WAITING, "", on, count + 1
            row.save(update_fields=["response", "state", "reason", "tried_on"])
    return count


def send_waiting(on: date, clock: Callable[[], float] = monotonic) -> int:
    """Ask the authorities for what waits, and judge what they answered; return how many stamps were given.

    Keyless, and safe to be killed at any moment: an answer that was kept is judged in the next round.
    """
    given = 0
    for authority in authorities.list_authorities():
        waiting = StampRow.objects.filter(authority=authority.name, state=StampRow.State.WAITING)
        for row in waiting.select_related("batch").order_by("batch__made_on", "pk")[:MOST_AT_ONCE]:
            if row.response is None and not _ask(authority, row, on, clock):
                break
            given += _judge(authority, row)
    return given


def _ask(authority: authorities.Authority, row: StampRow, on: date, clock: Callable[[], float]) -> bool:
    """Keep an authority's answer as it comes; False when it gave none, or is still left alone."""
    if not rests.is_over(authority.name, clock()):
        return False
    row.tries, row.tried_on = row.tries + 1, on
    try:
        row.response = authority.ask(make_request(row.batch.manifest_sha256))
    except authorities.Unreachable:
        rests.begin(authority.name, clock())
    else:
        rests.end(authority.name)
    with atomic_for(StampRow):
        row.save(update_fields=["response", "tries", "tried_on"])
    return row.response is not None


def _judge(authority: authorities.Authority, row: StampRow) -> bool:
    """Say of a kept answer whether it is a stamp. Without roots it goes on waiting: that is no fault of the answer."""
    try:
        roots = authority.read_roots()
        verify_stamp(bytes(row.response or b""), row.batch.manifest_sha256, [roots])
    except (authorities.RootsMissing, RootsMalformed):
        log.warning("There are no roots of a time stamping authority: its answers wait.")
        return False
    except StampError as error:
        row.state, row.reason = StampRow.State.REFUSED, REASONS[type(error)]
    else:
        row.state, row.roots = StampRow.State.STAMPED, roots
    with atomic_for(StampRow):
        row.save(update_fields=["state", "reason", "roots"])
    return row.state == StampRow.State.STAMPED


def record_stamps(unlocked: Unlocked, case: Case, moment: Moment) -> int:
    """Write stamps that were given into the custody of their items, which takes the case's key; return how many.

    Twice is once. Raises KeyMissing or PermissionDenied.
    """
    if not queries.has_unrecorded_stamps(case):
        return 0
    with atomic_for(StampRow):
        _, key = cases.hold_case(unlocked, case)
        rows = queries.list_unrecorded_stamps(case)
        for row in rows:
            for item in row.batch.items.select_related("case"):
                append(key, item, "stamped", _facts_of(row), None, moment)
            row.is_recorded = True
            row.save(update_fields=["is_recorded"])
    return len(rows)


def _facts_of(row: StampRow) -> dict[str, object]:
    stamp: Stamp = queries.read_given(row)
    return stamped_facts(
        batch=str(row.batch_id),
        authority=row.authority,
        manifest_sha256=row.batch.manifest_sha256,
        response_sha256=queries.hash_response(row),
        stamped_at=queries.text_of(stamp.stamped_at),
    )
