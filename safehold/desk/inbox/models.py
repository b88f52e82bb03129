# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sealed things as they were collected, byte for byte, until a member opens them into a case.

In the clear: ids, organisation, kind, the urgency flag, days. The id is the public side's, which makes
collecting twice the same as collecting once.
"""

from django.db import models

from safehold.desk.members.models import Organisation
from safehold.persistence.models import RandomIdModel


class Kind(models.TextChoices):
    REPORT = "report"
    ADDITION = "addition"
    ANSWER = "answer"
    GRANT = "grant"


class Envelope(models.Model):
    """A sealed text. `opened_on` is set, and `sealed` emptied, when its content is in a case.

    `refused_on`: it could not be opened, or was not by the person; `sealed` is kept for examination.
    `ledger_position`: the newest consent entry when this arrived, so that a withdrawal which came later wins
    over a grant that is read later still.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    key_id = models.CharField(max_length=64)
    urgent = models.BooleanField(default=False)
    ledger_position = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
    received_on = models.DateField()
    collected_on = models.DateField()
    opened_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class FileEnvelope(models.Model):
    """A sealed file in the desk's store, with its sealed note and the signed right under which it came.

    Both stay after it was filed: they show who sent the file. They open with the secret inside the sealed
    report. destroyed_on: its bytes are not kept any more; the row stays, so that it is not collected again.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report_id = models.UUIDField(db_index=True)
    signed_grant = models.BinaryField()
    stored_name = models.CharField(max_length=64, unique=True)
    sealed_size_bytes = models.PositiveBigIntegerField()
    sealed_note = models.BinaryField()
    received_on = models.DateField()
    collected_on = models.DateField()
    opened_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"file {self.id}"


class EndedFile(RandomIdModel):
    """A file of the desk's store that is to be deleted: what it was of has ended, or came to nothing.

    It is written down here before its first byte, with a later day, so that a power cut leaves none behind.
    """

    stored_name = models.CharField(max_length=64, unique=True)
    delete_on = models.DateField()
