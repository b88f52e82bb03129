# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One hash chain of rows per organisation. Rows hold ids and verbs, never content."""

from django.db import models


class AuditHead(models.Model):
    """The newest link of an organisation's chain; locked while a row is appended."""

    organisation_id = models.UUIDField(primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class AuditRow(models.Model):
    """One thing that was read or done, on a day, by a member (or by the software: no member)."""

    organisation_id = models.UUIDField()
    sequence = models.PositiveBigIntegerField()
    on_day = models.DateField()
    member_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=48)
    subject = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("organisation_id", "sequence", name="one_row_per_link")]
