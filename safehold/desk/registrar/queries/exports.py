# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which data files of the register the log knows."""

from __future__ import annotations

from safehold.desk.registrar.models import Leaf
from safehold.desk.registrar.queries.rows import read_public


def list_exports() -> dict[str, str]:
    """Return the SHA-256 that the log tells last of each data file, by the file's name."""
    positions = list(
        Leaf.objects.filter(kind="export").order_by("position").values_list("position", flat=True)
    )
    values = read_public(positions)
    return {str(values[each].get("name")): str(values[each].get("sha256")) for each in positions}
