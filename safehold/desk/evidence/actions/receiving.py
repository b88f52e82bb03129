# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files become items: those that came with a report, those that a member adds, and those that are only described.

Bytes lie durably in the store, sealed, before a row names them; a name is written down before its first byte is kept,
so that a power cut leaves none behind for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db.models import Max

from safehold.core import custody as law
from safehold.desk.audit import actions as audit
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import adapters, queries
from safehold.desk.evidence.actions.custody import append
from safehold.desk.evidence.actions.stamping import queue
from safehold.desk.evidence.errors import FileEmpty
from safehold.desk.evidence.models import Item, Keeping
from safehold.desk.evidence.rules import Description, Document, Moment
from safehold.desk.inbox import actions as inbox
from safehold.desk.search import actions as search
from safehold.persistence.models import id_of_form
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases.models import CaseFile
    from safehold.desk.vault.actions import Unlocked


def take_in_report_file(unlocked: Unlocked, key: bytes, file: CaseFile, moment: Moment) -> Item:
    """Make a file that came with a report an item, in the transaction that files it, with its case locked.

    What the person's browser said of it is what is kept: the public side took size and SHA-256 from the stream, inside
    a note that the reporter's key signed. Its bytes stay as they came.
    """
    said = file.open(key)
    document = Document(
        name=said["name"],
        media_type=said["media_type"],
        size_bytes=said["size_bytes"],
        sha256=said["sha256"],
        via="report",
        received_at=moment.text,
        description=Description(provenance="first-hand"),
    )
    item = Item(case_id=file.case_id, file=file, received_on=file.received_on)
    what = {"via": "report", "report": str(file.report_id), "sent_on": str(said["sent_on"])}
    return _keep(unlocked, key, item, document, what, moment)


def take_in_waiting(unlocked: Unlocked, case: Case, moment: Moment) -> int:
    """Make items of files that came before there was this room; return how many. Twice is once."""
    if not queries.list_untaken(case):
        return 0
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, case)
        files = queries.list_untaken(case_now)
        for file in files:
            take_in_report_file(unlocked, key, file, moment)
    return len(files)


def add_file(
    unlocked: Unlocked,
    case: Case,
    sealing: adapters.Sealing,
    name: str,
    media_type: str,
    description: Description,
    moment: Moment,
    once: UUID | None = None,
) -> Item:
    """Keep an uploaded file as an item. once: from the form, so that a double click keeps one.

    Raises FileEmpty, OSError (nothing is kept), KeyMissing, PermissionDenied.
    """
    if not sealing.size_bytes:
        raise FileEmpty
    document = Document(
        name=name,
        media_type=media_type,
        size_bytes=sealing.size_bytes,
        sha256=sealing.sha256,
        via="upload",
        received_at=moment.text,
        identity=sealing.identity.secret_text(),
        description=description,
    )
    item_id = id_of_form("evidence.item", once)
    if kept := Item.objects.filter(id=item_id, case_id=case.id).first():
        return kept
    with _bytes_kept(sealing, moment) as stored_name:
        item = Item(id=item_id, case=case, stored_name=stored_name, received_on=moment.on)
        return _keep_upload(unlocked, item, document, moment)


def _keep_upload(unlocked: Unlocked, item: Item, document: Document, moment: Moment) -> Item:
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, item.case)
        if kept := Item.objects.filter(id=item.id, case_id=case_now.id).first():
            return kept
        inbox.settle_files([str(item.stored_name)])
        return _keep(unlocked, key, item, document, {"via": "upload"}, moment)


def add_fingerprint(
    unlocked: Unlocked,
    case: Case,
    document: Document,
    moment: Moment,
    once: UUID | None = None,
) -> Item:
    """Keep what an intimate image is, and its SHA-256; its bytes were never here. Raises FileEmpty, KeyMissing."""
    if not document.size_bytes:
        raise FileEmpty
    item_id = id_of_form("evidence.fingerprint", once)
    with atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, case)
        if kept := Item.objects.filter(id=item_id, case_id=case_now.id).first():
            return kept
        item = Item(id=item_id, case=case_now, keeping=Keeping.DESCRIBED, received_on=moment.on)
        document = replace(document, is_intimate=True, received_at=moment.text)
        return _keep(unlocked, key, item, document, {"via": "upload", "kept": "description"}, moment)


def keep_derivative(
    unlocked: Unlocked,
    original: Item,
    document: Document,
    sealing: adapters.Sealing,
    moment: Moment,
    event: str,
) -> Item:
    """Keep what was made of an item, with a row in the custody of both; return the copy that is there already when the
    same tool was asked the same before. Raises OSError, BytesGone, KeyMissing.
    """
    with _bytes_kept(sealing, moment) as stored_name, atomic_for(Item):
        case_now, key = cases.hold_case(unlocked, original.case)
        queries.require_kept(original)
        if kept := _find_twin(key, original, document):
            return kept
        inbox.settle_files([stored_name])
        made = Item(case=case_now, stored_name=stored_name, derived_from=original, received_on=moment.on)
        tool = {"tool": document.made.tool, "how": document.made.how, "removed": document.made.removed}
        what = {**tool, "from": str(original.pk)}
        _keep(unlocked, key, made, document, {"via": "derived", **what}, moment)
        told = {**tool, "to": str(made.pk), "sha256": document.sha256, "boxes": document.made.boxes}
        append(key, original, event, told, unlocked.member, moment)
        audit.append(
            case_now.organisation_id, f"evidence.{event}", case_now.id, unlocked.member.pk, on=moment.on
        )
    return made


def _find_twin(key: bytes, original: Item, document: Document) -> Item | None:
    """Return a copy of an item that was made as this one was."""
    for each in Item.objects.filter(derived_from=original, keeping=Keeping.KEPT).order_by("position"):
        if queries.open_document(key, each).document.made.is_like(document.made):
            return each
    return None


@contextmanager
def _bytes_kept(sealing: adapters.Sealing, moment: Moment) -> Iterator[str]:
    """Give the name under which the bytes lie to the block that names them in a row.

    When the block raises, or an item of this form was there already, they are deleted again.
    """
    name = inbox.announce_file(moment.on)
    try:
        sealing.keep(name, moment.on)
        yield name
    finally:
        sealing.discard()
        if not Item.objects.filter(stored_name=name).exists():
            inbox.end_files([name], moment.on)
            with suppress(OSError):  # the next round deletes them
                inbox.sweep_files(moment.on)


def _keep(
    unlocked: Unlocked, key: bytes, item: Item, document: Document, what: dict[str, Any], moment: Moment
) -> Item:
    """Write an item, and the first rows of its custody."""
    item.id = item.id or uuid4()
    taken = Item.objects.filter(case_id=item.case_id).aggregate(newest=Max("position"))["newest"]
    item.position = (taken or 0) + 1
    item.seal(key, document.as_dict())
    item.save(force_insert=True)
    search.index_row(unlocked, key, item)
    append(key, item, "received", what, unlocked.member, moment)
    append(key, item, "hashed", law.hashed_facts(document.sha256, document.size_bytes), None, moment)
    queue(key, item, document, moment.on)
    organisation_id = unlocked.organisation_id
    audit.append(organisation_id, "evidence.received", item.case_id, unlocked.member.pk, on=moment.on)
    return item
