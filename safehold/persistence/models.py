# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shapes that several domains store."""

import uuid

from django.db import models


def id_of_form(kind: str, once: uuid.UUID | None) -> uuid.UUID:
    """Return the id of a new row of a kind: for a form that is sent twice the same, and never one that somebody chose.

    once: what the form carries. Of what has keys or consents of its own, the id says which: whoever chose it would
    reach those of another thing.
    """
    return uuid.uuid5(once, kind) if once else uuid.uuid4()


class RandomIdModel(models.Model):
    """A row whose id is random, so that it says nothing about order or number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
