# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks at items, through the process that reads hostile files; what is shown was made anew there.

A look takes seconds: it never happens inside a transaction.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.evidence import queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.errors import BytesBroken
from safehold.desk.evidence.models import Item, Reading
from safehold.desk.evidence.rules import Moment
from safehold.desk.search import actions as search
from safehold.looking import Job, Looked, look
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.evidence.queries import OpenedItem
    from safehold.desk.vault.actions import Unlocked

WITH_WORDS = ("chat", "text", "pdf", "office")
PAGES_READ = 50


def look_at(unlocked: Unlocked, opened: OpenedItem, job: Job, moment: Moment) -> Looked:
    """Look at the bytes of an item. Raises BytesGone, BytesBroken (with an alarm), KeyMissing."""
    try:
        with queries.open_bytes(unlocked, opened) as source:
            return look(cast(BinaryIO, source), job)
    except BytesBroken:
        report_broken(unlocked, opened.row, moment.on)
        raise


def report_broken(unlocked: Unlocked, item: Item, on: date) -> None:
    """Raise an alarm for bytes that are missing in the store, or are not what was received."""
    if item.file is not None:
        cases.report_broken_file(unlocked, item.file, on)
    else:
        audit.raise_alarm(unlocked.organisation_id, "file-changed", item.pk, on=on)


def scan(unlocked: Unlocked, opened: OpenedItem, moment: Moment) -> Reading:
    """Read what an item is and what its metadata tells, once. Twice is once. Raises as `look_at` does."""
    if found := Reading.objects.filter(item=opened.row).first():
        return found
    looked = look_at(unlocked, opened, Job.describe(), moment)
    facts = looked.facts
    if looked.status == "done" and facts.kind in WITH_WORDS:
        words = look_at(unlocked, opened, Job.preview(pages=PAGES_READ, longest_side=200), moment).facts
        facts = msgspec.structs.replace(facts, chat=words.chat, text=words.text, text_cut=words.text_cut)
        facts = msgspec.structs.replace(facts, kind="chat") if words.chat else facts
    elif looked.status == "done" and facts.kind in ("archive", "capture"):
        captured = look_at(unlocked, opened, Job.capture(), moment)
        facts = msgspec.structs.replace(
            facts,
            captures=captured.facts.captures,
            warnings=sorted({*facts.warnings, *captured.facts.warnings, *_refused(captured)}),
        )
    with atomic_for(Reading):
        case_now, key = cases.hold_case(unlocked, opened.row.case)
        if found := Reading.objects.filter(item=opened.row).first():
            return found
        queries.require_kept(opened.row)
        reading = Reading(item=opened.row, case=case_now, read_on=moment.on)
        told = msgspec.json.encode(facts).decode()
        reading.seal(key, {"status": looked.status, "reason": looked.reason, "facts": told})
        reading.save(force_insert=True)
        search.index_row(unlocked, key, reading)
        what = {
            "status": looked.status,
            "reason": looked.reason,
            "media_type": facts.media_type,
            "tool": facts.metadata_by,
            "warnings": list(facts.warnings),
        }
        append(key, opened.row, "scanned", what, None, moment)
        audit.append(
            case_now.organisation_id, "evidence.scanned", case_now.id, unlocked.member.pk, on=moment.on
        )
    return reading


def _refused(looked: Looked) -> set[str]:
    """Return why a look inside was refused, as a warning."""
    return {looked.reason} if looked.status == "refused" else set()


def view(unlocked: Unlocked, opened: OpenedItem, page: int, moment: Moment) -> Looked:
    """Return something to look at, made anew, after writing down that somebody looks. page: from 0.

    Raises as `look_at` does; a look that ends badly is written down, too.
    """
    looked = look_at(unlocked, opened, Job.preview(first_page=page), moment)
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, opened.row.case)
        queries.require_kept(opened.row)
        what = {"page": page + 1, "status": looked.status, "tool": looked.facts.made_by}
        append(key, opened.row, "viewed", what, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, "evidence.viewed", case_now.id, unlocked.member.pk, on=moment.on
        )
    return looked
