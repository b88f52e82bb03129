# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of chosen files, for the other organisation: made before an offer, deleted when it ends.

A report has one identity for all its files, so a file is sealed again, to an identity that opens this copy alone. Large
files pass in pieces. No copy is made inside a transaction that others wait for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from safehold.core import age
from safehold.desk.cases import actions as case_actions
from safehold.desk.inbox import actions as inbox
from safehold.desk.members.rules import may_see
from safehold.desk.sharing import adapters, queries, rules
from safehold.desk.sharing.errors import FileBroken, NoRoom
from safehold.desk.sharing.models import EndedFile, SharedFile
from safehold.persistence.erasing import erase_from_log
from safehold.persistence.sealed_files import has_room, new_name
from safehold.persistence.transactions import atomic_for

if TYPE_CHECKING:
    from safehold.desk.cases import queries as cases
    from safehold.desk.cases.models import Case
    from safehold.desk.sharing.models import Offer
    from safehold.desk.vault.actions import Unlocked

UNFINISHED_DAYS = 2
"""After so many days, a copy that no offer names is one that was cut off."""


@dataclass(frozen=True)
class Copied:
    """A copy in the store. file_id: of the file that it is a copy of."""

    id: UUID
    file_id: str
    stored_name: str
    identity: str = field(repr=False)


@contextmanager
def copied_files(
    unlocked: Unlocked, case: Case, file_ids: Collection[str], on: date
) -> Iterator[list[Copied]]:
    """Give copies of these files of a case to the block that keeps them; when it raises, they are deleted again.

    Raises NoRoom, FileBroken, KeyMissing or RowTampered.
    """
    made: list[Copied] = []
    try:
        for file, identity in _list_chosen(unlocked, case, file_ids):
            made.append(_note(file, on))
            try:
                _copy(file, identity, made[-1], on)
            except FileBroken:
                case_actions.report_broken_file(unlocked, file.row, on)
                raise
        yield made
    except BaseException:
        _end([each.stored_name for each in made], on)
        with suppress(OSError):  # the next round deletes them
            sweep_files(on)
        raise


def _list_chosen(
    unlocked: Unlocked, case: Case, file_ids: Collection[str]
) -> list[tuple[cases.OpenedFile, age.AnyIdentity]]:
    if not file_ids or not may_see(unlocked.member.role, rules.THINGS["files"]):
        return []
    opened = queries.gather(unlocked, case).opened
    secrets = {each.row.pk: each.document.files_secret for each in opened.reports}
    chosen = [file for file in opened.files if str(file.row.pk) in file_ids]
    if not has_room(sum(file.row.sealed_size_bytes for file in chosen)):
        raise NoRoom
    return [(file, age.parse_identity(secrets[file.row.report_id])) for file in chosen]


def _note(file: cases.OpenedFile, on: date) -> Copied:
    """Write down that a copy will lie in the store, before it does."""
    name = new_name()
    with atomic_for(EndedFile):
        EndedFile.objects.create(stored_name=name, delete_on=on + timedelta(days=UNFINISHED_DAYS))
    return Copied(uuid4(), str(file.row.pk), name, age.generate_identity().secret_text())


def _copy(file: cases.OpenedFile, identity: age.AnyIdentity, copy: Copied, on: date) -> None:
    recipient = age.recipient_of(age.parse_identity(copy.identity))
    said = (file.size_bytes, file.sha256)
    with adapters.open_stored(file.row.stored_name) as source:
        adapters.seal_anew(source, identity, recipient, said, copy.stored_name, on)


def keep_files(offer: Offer, key: bytes, made: Collection[Copied]) -> None:
    """Keep copies with an offer, in its transaction. key: of the share that it will be."""
    for copy in made:
        row = SharedFile(id=copy.id, offer=offer, stored_name=copy.stored_name)
        row.seal(key, {"identity": copy.identity})
        row.save(force_insert=True)
    EndedFile.objects.filter(stored_name__in=[copy.stored_name for copy in made]).delete()


def name_copies(content: dict[str, Any], made: Collection[Copied]) -> dict[str, Any]:
    """Return what is shared with the id of its copy beside each file."""
    ids = {copy.file_id: str(copy.id) for copy in made}
    return {**content, "files": [{**file, "id": ids[file["id"]]} for file in content.get("files", [])]}


def end_files(offer_id: UUID, on: date) -> None:
    """Delete what opens the copies of an offer, in the transaction that ends it; their bytes go with `sweep_files`."""
    files = SharedFile.objects.filter(offer=offer_id)
    _end(list(files.values_list("stored_name", flat=True)), on)
    files.delete()


def _end(stored_names: Collection[str], on: date) -> None:
    with atomic_for(EndedFile):
        for name in stored_names:
            EndedFile.objects.update_or_create(stored_name=name, defaults={"delete_on": on})


def sweep_files(on: date) -> int:
    """Delete the bytes of copies that have ended; return how many. Keyless and idempotent. Raises OSError."""
    ended = EndedFile.objects.filter(delete_on__lte=on).order_by("id")
    count = 0
    for row in ended:
        inbox.delete_files([row.stored_name])
        with atomic_for(EndedFile):
            row.delete()
        count += 1
    if count:
        erase_from_log(EndedFile)
    return count
