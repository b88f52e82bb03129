# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One hash chain of rows per organisation. Rows hold ids and verbs, never content."""

import uuid

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


class Alarm(models.Model):
    """Something that somebody should look at today. `subject`: an id, never content.

    What concerns the whole coalition is raised for each founding organisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation_id = models.UUIDField()
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64, blank=True)
    raised_on = models.DateField()
    settled_on = models.DateField(null=True, db_index=True)
    settled_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation_id",
                "kind",
                "subject",
                condition=models.Q(settled_on=None),
                name="one_open_alarm",
            )
        ]

    def __str__(self) -> str:
        return f"alarm {self.kind}"
