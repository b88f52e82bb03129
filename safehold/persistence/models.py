# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shapes that several domains store."""

import uuid

from django.db import models


class RandomIdModel(models.Model):
    """A row whose id is random, so that it says nothing about order or number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
