# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public site stores: sealed bytes, random ids, and days. Nothing here opens anything.

A mailbox is what a receipt leads to. Envelopes and files wait in it until the desk has collected them; replies wait in
it until the person has read them.
"""

from django.db import models

from safehold.persistence.models import RandomIdModel


class SignedList(models.Model):
    """The newest signed list of one kind and organisation, as the desk delivered it; checked again at each reading."""

    class Kind(models.TextChoices):
        COALITION = "coalition"
        KEYS = "keys"

    kind = models.CharField(max_length=12, choices=Kind)
    organisation_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField()
    signed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "kind", "organisation_id", name="one_list_per_kind", nulls_distinct=False
            )
        ]


class Mailbox(RandomIdModel):
    """What one receipt leads to. The id is the report's id, on both sides."""

    lookup_id = models.CharField(max_length=64, unique=True)
    organisation_id = models.UUIDField(db_index=True)
    reporter_recipient = models.TextField()
    reporter_verify_key = models.CharField(max_length=64)
    files_recipient = models.TextField()
    files_recipient_mac = models.CharField(max_length=64)
    received_on = models.DateField()
    last_used_on = models.DateField(null=True)


class Envelope(RandomIdModel):
    """One sealed text from a reporter: the report itself, or a later addition, answer or grant."""

    class Kind(models.TextChoices):
        REPORT = "report"
        ADDITION = "addition"
        ANSWER = "answer"
        GRANT = "grant"

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="envelopes")
    kind = models.CharField(max_length=12, choices=Kind)
    key_id = models.CharField(max_length=64)
    urgent = models.BooleanField(default=False)
    sealed = models.BinaryField()
    content_mac = models.CharField(max_length=64)
    received_on = models.DateField()
    collected_on = models.DateField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("mailbox", "content_mac", name="same_content_once")]


class UploadGrant(models.Model):
    """The right to add files for one day, signed by the reporter's key. Its address is kept only as a hash."""

    capability_hash = models.CharField(max_length=64, primary_key=True)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="upload_grants")
    signed = models.BinaryField()
    valid_until = models.DateField()


class FileEnvelope(RandomIdModel):
    """One sealed file and its sealed, signed note (name, type, true size, SHA-256)."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="files")
    signed_grant = models.BinaryField()
    stored_name = models.CharField(max_length=64, unique=True)
    sealed_size_bytes = models.PositiveBigIntegerField()
    sealed_note = models.BinaryField()
    content_mac = models.CharField(max_length=64)
    received_on = models.DateField()
    collected_on = models.DateField(null=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("mailbox", "content_mac", name="same_file_once")]


class Reply(models.Model):
    """A sealed, signed answer. The id is the desk's, so delivering it twice is delivering it once."""

    id = models.UUIDField(primary_key=True, editable=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="replies")
    sealed = models.BinaryField()
    delivered_on = models.DateField()


class Withdrawal(RandomIdModel):
    """A clear control row that can only close: a consent withdrawn, or the whole mailbox closed."""

    MAILBOX = "mailbox"

    report_id = models.UUIDField()
    scope = models.CharField(max_length=32)
    on_day = models.DateField()
    collected_on = models.DateField(null=True, db_index=True)
