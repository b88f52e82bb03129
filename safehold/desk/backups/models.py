# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which backups there are. Their content is sealed to escrow recipients and lies elsewhere."""

from django.db import models

from safehold.persistence.models import RandomIdModel


class Side(models.TextChoices):
    DESK = "desk"
    PUBLIC = "public"


class Backup(RandomIdModel):
    """One sealed backup file.

    `key_ids`: the intake keys that sealed texts in it name; their private halves are kept until it has expired.
    `heads`: organisation id -> [sequence, hash] of its audit chain at that moment.
    """

    side = models.CharField(max_length=6, choices=Side)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    made_on = models.DateField()
    expires_on = models.DateField(db_index=True)
    key_ids = models.JSONField(default=list)
    heads = models.JSONField(default=dict)
