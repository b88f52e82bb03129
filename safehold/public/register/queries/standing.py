# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on the register, in one short word: two rows are read, no leaf and no page."""

from __future__ import annotations

import hashlib

from safehold.public.register.models import Checkpoint, Withheld


def count_withholdings() -> int:
    """Return the number of the last thing that was taken away. It grows before any checkpoint tells of it."""
    return Withheld.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def read_standing() -> str:
    """Return what changes when anything that is published does: a new checkpoint, a witness's line, a withholding."""
    note = Checkpoint.objects.order_by("-size").values_list("note", flat=True).first()
    return hashlib.sha256(bytes(note or b"") + count_withholdings().to_bytes(8)).hexdigest()
