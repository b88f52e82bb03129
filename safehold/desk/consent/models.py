# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger: what a person agreed to, and when they took it back. Rows are added, never changed."""

from django.db import models

from safehold.desk.members.models import Organisation
from safehold.persistence.models import RandomIdModel


class LedgerEntry(RandomIdModel):
    """One act on one purpose. The newest entry of a report, purpose and recipient holds."""

    class Act(models.TextChoices):
        GIVEN = "given"
        WITHDRAWN = "withdrawn"

    class How(models.TextChoices):
        FORM = "form"
        DIALOGUE = "dialogue"
        MAILBOX_CLOSED = "mailbox-closed"
        SPOKEN = "spoken"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=32)
    recipient = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=10, choices=Act)
    text_version = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=10, blank=True)
    how = models.CharField(max_length=16, choices=How)
    recorded_by = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    on_day = models.DateField()
    source_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint("report_id", "position", name="one_entry_per_position"),
            models.UniqueConstraint("source_id", "purpose", "recipient", name="one_entry_per_source"),
        ]
