# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The time stamps of a hand-over: each for its manifest, the manifest for the items, the items' custody for each."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from safehold.core.handover.check_items import NOT_OURS, ItemFound
from safehold.core.handover.findings import (
    LARGEST_STAMP_BYTES,
    Bag,
    CheckStamp,
    Files,
    Finding,
    Report,
    read_document,
)
from safehold.core.handover.layout import (
    AUTHORITY_NAME,
    CUSTODY,
    RESPONSE,
    ROOTS,
    batch_path,
    item_path,
    stamp_path,
)
from safehold.core.timestamps.errors import ManifestMalformed
from safehold.core.timestamps.manifest import Manifest, read_manifest

Items = dict[str, ItemFound]
Stamp = tuple[str, str]
"""A batch, and the authority that stamped it."""
_STAMP = re.compile(rf"timestamps/([^/]+)/({AUTHORITY_NAME})/[^/]+")
_BATCH = re.compile(r"timestamps/([^/]+)/.+")


@dataclass(frozen=True)
class BatchFound:
    """A manifest that was stamped: its bytes, and which items it names."""

    content: bytes
    items: frozenset[str]


def check_stamps(bag: Bag, files: Files, items: Items, check_stamp: CheckStamp, report: Report) -> None:
    """Check every time stamp of a bag, and that none is missing which the custody of an item names."""
    names = sorted({found[1] for name in files if (found := _BATCH.fullmatch(name))})
    read = {batch: _check_manifest(bag, files, batch, items, report) for batch in names}
    batches = {batch: found for batch, found in read.items() if found is not None}
    stamps = sorted({(found[1], found[2]) for name in files if (found := _STAMP.fullmatch(name))})
    times = {
        each: _check_one(bag, files, each, batches[each[0]].content, check_stamp, report)
        for each in stamps
        if each[0] in batches
    }
    claimed = _check_claims(files, items, batches, times, report)
    for batch, authority in stamps:
        if (batch, authority) not in claimed:
            where = stamp_path(batch, authority, RESPONSE)
            report.blame(
                where, "No row of custody names this time stamp: it was added, or rows were removed."
            )
    bare = [
        item_id for item_id in sorted(items) if not any(item_id in each.items for each in batches.values())
    ]
    if not stamps:
        report.notes.append(
            "There is no time stamp: no third party says since when these files are as they are."
        )
    elif bare:
        report.notes.append(
            f"No time stamp names {', '.join(bare)}: no third party says since when they are as they are."
        )


def _check_manifest(bag: Bag, files: Files, batch: str, items: Items, report: Report) -> BatchFound | None:
    """Return a manifest, and hold what it says of the items of this bag against them."""
    name = batch_path(batch)
    content = read_document(bag, files, name, report)
    if content is None:
        return None
    try:
        manifest = read_manifest(content)
    except ManifestMalformed:
        report.blame(name, NOT_OURS)
        return None
    if manifest.batch != batch:
        report.blame(name, "It is of another batch: it was swapped.")
    _check_named(manifest, name, items, report)
    return BatchFound(content, frozenset(each.id for each in manifest.items))


def _check_named(manifest: Manifest, name: str, items: Items, report: Report) -> None:
    named = [each for each in manifest.items if each.id in items]
    if not named:
        report.blame(name, "It names no item of this hand-over: it was added.")
    for each in named:
        record = items[each.id].record
        if (record.sha256, record.size_bytes) != (each.sha256, each.size):
            report.blame(
                item_path(each.id, record.file), f"{name} was stamped for another file: it was swapped."
            )
    others = len(manifest.items) - len(named)
    if others:
        report.notes.append(f"{name} also names {others} that were not handed over, by id and checksum.")


def _check_one(
    bag: Bag, files: Files, stamp: Stamp, manifest: bytes, check_stamp: CheckStamp, report: Report
) -> int | None:
    """Return the time of a stamp that holds."""
    where = stamp_path(*stamp, RESPONSE)
    response = read_document(bag, files, where, report, LARGEST_STAMP_BYTES)
    roots = read_document(bag, files, stamp_path(*stamp, ROOTS), report, LARGEST_STAMP_BYTES)
    if response is None or roots is None:
        return None
    verdict = check_stamp(response, manifest, roots)
    if verdict.holds is None:
        report.unchecked.append(Finding(where, verdict.what))
    elif verdict.holds:
        report.holding.append(Finding(where, verdict.what))
    else:
        report.blame(where, verdict.what)
    return verdict.at if verdict.holds else None


def _check_claims(
    files: Files, items: Items, batches: dict[str, BatchFound], times: dict[Stamp, int | None], report: Report
) -> set[Stamp]:
    """Return the stamps that the items' custody names; blame those that are not here as they were."""
    claimed = set()
    for item_id, item in items.items():
        for row, told in item.list_told("stamped"):
            batch, authority = str(told.get("batch")), str(told.get("authority"))
            where = f"{item_path(item_id, CUSTODY)}, row {row.position}"
            claimed.add((batch, authority))
            named = {
                batch_path(batch): told.get("manifest_sha256"),
                stamp_path(batch, authority, RESPONSE): told.get("response_sha256"),
            }
            _check_claimed(files, named, where, report)
            if batch in batches and item_id not in batches[batch].items:
                report.blame(
                    where, f"{batch_path(batch)} does not name this item: it was stamped for others."
                )
            stamped_at = times.get((batch, authority))
            if stamped_at is not None and told.get("stamped_at") != _text_of(stamped_at):
                report.blame(where, "It names another time than the time stamp does: it was dated anew.")
    return claimed


def _text_of(moment: int) -> str:
    """Return a time as custody has it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def _check_claimed(files: Files, named: dict[str, object], where: str, report: Report) -> None:
    for name, sha256 in named.items():
        if name not in files:
            report.blame(name, f"It is missing: {where} names it.")
        elif files[name].sha256 != sha256:
            report.blame(
                name, f"It is not the one that {where} names: it was swapped, changed or dated anew."
            )
