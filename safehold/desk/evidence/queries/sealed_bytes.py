# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bytes of an item, opened while they pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safehold.core import age
from safehold.desk.cases import queries as cases
from safehold.desk.evidence import adapters
from safehold.desk.evidence.errors import BytesGone

if TYPE_CHECKING:
    from safehold.desk.evidence.queries.contents import OpenedItem
    from safehold.desk.vault.actions import Unlocked


def open_bytes(unlocked: Unlocked, opened: OpenedItem) -> adapters.OpenedBytes:
    """Return the bytes of an item, to be read once and closed. Raises BytesGone, BytesBroken, KeyMissing."""
    name, identity = locate_bytes(unlocked, opened)
    source = adapters.open_stored(name)
    return adapters.OpenedBytes(source, identity, opened.document.size_bytes, opened.document.sha256)


def locate_bytes(unlocked: Unlocked, opened: OpenedItem) -> tuple[str, age.AnyIdentity]:
    """Return the name of an item's sealed bytes in the store, and what opens them. Raises BytesGone, KeyMissing."""
    row = opened.row
    if not opened.is_kept:
        raise BytesGone
    if row.file is not None:
        reports = cases.open_reports(unlocked, row.case)
        secret = next(each.document.files_secret for each in reports if each.row.pk == row.file.report_id)
        name = row.file.stored_name
    else:
        secret, name = opened.document.identity, row.stored_name or ""
    return name, age.parse_identity(secret)
