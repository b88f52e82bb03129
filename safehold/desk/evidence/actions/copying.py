# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies that are made of an item: one without traces, and one with parts blacked out. The original stays as it is.

The same asked twice is one copy, whoever asks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from safehold.desk.evidence import adapters
from safehold.desk.evidence.actions.looking import look_at
from safehold.desk.evidence.actions.receiving import keep_derivative
from safehold.desk.evidence.errors import NotMade
from safehold.desk.evidence.models import Item
from safehold.desk.evidence.rules import Made, Moment, name_of_copy
from safehold.desk.evidence.rules.codes import ENDINGS
from safehold.looking import Box, Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.vault.actions import Unlocked


def strip(unlocked: Unlocked, opened: OpenedItem, moment: Moment) -> Item:
    """Make a copy that shows the same and tells nothing beside it. Raises NotMade, BytesGone, BytesBroken, OSError."""
    return _make(unlocked, opened, Job.strip(), "clean", "derived", moment)


def redact(unlocked: Unlocked, opened: OpenedItem, boxes: Sequence[Box], moment: Moment) -> Item:
    """Make a copy in which boxes are painted over, and nothing lies below them. Raises as `strip` does."""
    return _make(unlocked, opened, Job.redact(tuple(boxes)), "blacked-out", "redacted", moment)


def _make(unlocked: Unlocked, opened: OpenedItem, job: Job, how: str, event: str, moment: Moment) -> Item:
    looked = look_at(unlocked, opened, job, moment)
    if looked.status != "done" or len(looked.outputs) != 1:
        raise NotMade(looked.status, looked.reason)
    (output,) = looked.outputs
    sealing = adapters.Sealing()
    try:
        sealing.write(output.content)
        document = replace(
            opened.document,
            name=name_of_copy(opened.document.name, how, ENDINGS.get(output.media_type, "")),
            media_type=output.media_type,
            size_bytes=sealing.size_bytes,
            sha256=sealing.sha256,
            via="derived",
            received_at=moment.text,
            identity=sealing.identity.secret_text(),
            made=Made(looked.facts.made_by, how, list(looked.facts.removed), _boxes_of(job)),
        )
        return keep_derivative(unlocked, opened.row, document, sealing, moment, event)
    finally:
        sealing.discard()


def _boxes_of(job: Job) -> list[list[int]]:
    shares = ((each.left, each.top, each.width, each.height) for each in job.boxes)
    return sorted(
        [each.page, *(round(share * 10_000) for share in edges)]
        for each, edges in zip(job.boxes, shares, strict=True)
    )
