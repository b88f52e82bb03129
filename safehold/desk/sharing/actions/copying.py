# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of chosen items of evidence, for the other organisation: made before an offer, deleted when it ends.

A report has one identity for all its files, so a file is sealed again, to an identity that opens this copy alone. Large
files pass in pieces. No copy is made inside a transaction that others wait for. That it is given stands in the custody
of the item, in the transaction that offers it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from safehold.core import age
from safehold.desk.evidence import actions as custody
from safehold.desk.evidence import queries as evidence
from safehold.desk.evidence.rules import Given, Moment, Receiver
from safehold.desk.inbox import actions as inbox
from safehold.desk.sharing import adapters, rules
from safehold.desk.sharing.errors import FileBroken, NoRoom
from safehold.desk.sharing.models import SharedFile
from safehold.persistence.sealed_files import has_room
from safehold.web import clock

if TYPE_CHECKING:
    from safehold.desk.cases.models import Case
    from safehold.desk.sharing.models import Offer
    from safehold.desk.vault.actions import Unlocked


@dataclass(frozen=True)
class Copied:
    """A copy in the store, of an item of evidence."""

    id: UUID
    item: evidence.OpenedItem = field(repr=False)
    stored_name: str
    identity: str = field(repr=False)


@contextmanager
def copied_files(
    unlocked: Unlocked, case: Case, item_ids: Collection[str], on: date
) -> Iterator[list[Copied]]:
    """Give copies of these items of a case to the block that keeps them; when it raises, they are deleted again.

    Raises NoRoom, FileBroken, KeyMissing or RowTampered.
    """
    made: list[Copied] = []
    try:
        for item in _list_chosen(unlocked, case, item_ids):
            made.append(Copied(uuid4(), item, inbox.announce_file(on), age.generate_identity().secret_text()))
            try:
                _copy(unlocked, made[-1], on)
            except FileBroken:
                custody.report_broken(unlocked, item.row, on)
                raise
        yield made
    except BaseException:
        inbox.end_files([each.stored_name for each in made], on)
        with suppress(OSError):  # the next round deletes them
            inbox.sweep_files(on)
        raise


def _list_chosen(unlocked: Unlocked, case: Case, item_ids: Collection[str]) -> list[evidence.OpenedItem]:
    if not item_ids:
        return []
    chosen = [each for each in evidence.open_kept(unlocked, case) if str(each.row.pk) in item_ids]
    if not has_room(sum(each.document.size_bytes for each in chosen)):
        raise NoRoom
    return chosen


def _copy(unlocked: Unlocked, copy: Copied, on: date) -> None:
    name, identity = evidence.locate_bytes(unlocked, copy.item)
    recipient = age.recipient_of(age.parse_identity(copy.identity))
    said = (copy.item.document.size_bytes, copy.item.document.sha256)
    with adapters.open_stored(name) as source:
        adapters.seal_anew(source, identity, recipient, said, copy.stored_name, on)


def keep_files(unlocked: Unlocked, offer: Offer, key: bytes, made: Collection[Copied], on: date) -> None:
    """Keep copies with an offer, in its transaction; the custody of the items says so. key: of the share to be."""
    for copy in made:
        row = SharedFile(id=copy.id, offer=offer, stored_name=copy.stored_name)
        row.seal(key, {"identity": copy.identity})
        row.save(force_insert=True)
    inbox.settle_files([copy.stored_name for copy in made])
    items, moment = [copy.item for copy in made], Moment(clock.now(), on)
    custody.note_shared(unlocked, items, receiver_of(offer), Given.COPY, moment, offer=str(offer.pk))


def receiver_of(offer: Offer) -> Receiver:
    """Return who is offered something, as custody names them."""
    return Receiver(rules.recipient_of(offer.receiver_id), offer.receiver.name_in("en"))


def name_copies(content: dict[str, Any], made: Collection[Copied]) -> dict[str, Any]:
    """Return what is shared with the id of its copy beside each file. Raises FileBroken for one that has gone since."""
    ids = {str(copy.item.row.pk): str(copy.id) for copy in made}
    files = content.get("files", [])
    if ids.keys() != {file["id"] for file in files}:
        raise FileBroken
    return {**content, "files": [{**file, "id": ids[file["id"]]} for file in files]}


def end_copies(offer_id: UUID, on: date) -> None:
    """Delete what opens the copies of an offer, in the transaction that ends it; the inbox sweeps up their bytes."""
    files = SharedFile.objects.filter(offer=offer_id)
    inbox.end_files(list(files.values_list("stored_name", flat=True)), on)
    files.delete()
