# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What witnesses have cosigned."""

from __future__ import annotations

from safehold.desk.registrar.models import Checkpoint, Cosignature


def has_cosigned(witness: str, checkpoint: Checkpoint) -> bool:
    return Cosignature.objects.filter(checkpoint=checkpoint, witness=witness).exists()


def size_known_to(witness: str) -> int:
    """Return the size of the newest checkpoint that a witness has cosigned; 0 when it has cosigned none."""
    newest = Cosignature.objects.filter(witness=witness).order_by("-checkpoint__size").first()
    return newest.checkpoint_id if newest else 0


def list_cosignatures(checkpoint: Checkpoint) -> list[Cosignature]:
    return list(Cosignature.objects.filter(checkpoint=checkpoint).order_by("witness"))
