# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands on the register: its newest checkpoint, and the last thing that was taken away. No leaf is read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from django.db.models import Subquery

from safehold.public.register.models import Checkpoint, Log, Withheld


@dataclass(frozen=True)
class Standing:
    """The newest checkpoint, where there is one; how many leaves pages tell of, which comes after it by some moments;
    and the number of the last thing that was taken away.
    """

    size: int = 0
    note: bytes = field(default=b"", repr=False)
    shown: int = 0
    withheld: int = 0

    @property
    def mark(self) -> str:
        """What changes when anything that is shown does: a checkpoint, a witness's line, a withholding."""
        return hashlib.sha256(self.note + self.shown.to_bytes(8) + self.withheld.to_bytes(8)).hexdigest()


def count_withholdings() -> int:
    """Return the number of the last thing that was taken away. It grows before any checkpoint tells of it."""
    return Withheld.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def read_standing() -> Standing:
    """Return what stands there now, read in one look."""
    shown, withheld = Log.objects.values("shown")[:1], Withheld.objects.order_by("-pk").values("pk")[:1]
    rows = Checkpoint.objects.order_by("-size")
    row = rows.values_list("size", "note", Subquery(shown), Subquery(withheld)).first()
    return Standing(row[0], bytes(row[1]), row[2] or 0, row[3] or 0) if row else Standing()
