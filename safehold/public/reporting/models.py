# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the public site stores: sealed bytes, random ids, and days. Nothing here opens anything.

A mailbox is what a receipt leads to. Envelopes and files wait in it until the desk has collected them;
replies wait in it until the person has read them.
"""

from django.db import models

from safehold.persistence.models import RandomIdModel


class SignedList(models.Model):
    """The newest signed list of one kind and organisation, as delivered; checked again when it is read."""

    class Kind(models.TextChoices):
        COALITION = "coalition"
        KEYS = "keys"

    kind = models.CharField(max_length=12, choices=Kind)
    organisation_id = models.UUIDField(null=True)
    version = models.PositiveIntegerField()
    signed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "organisation_id"], name="one_list_per_organisation"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(organisation_id=None),
                name="one_list_without_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} list, version {self.version}"


class Mailbox(RandomIdModel):
    """What one receipt leads to. The id is the report's id, on both sides."""

    lookup_id = models.CharField(max_length=64, unique=True)
    organisation_id = models.UUIDField(db_index=True)
    files_recipient = models.BinaryField()
    binding_mac = models.CharField(max_length=64)
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
    """The right to add files for one day, signed by the reporter's key. Its address is kept as a hash only.

    `wrapped_mac_key` is the key by which the mailbox recognises the same file again, sealed under the address
    and bound to the recipient of the mailbox's files.
    """

    capability_hash = models.CharField(max_length=64, primary_key=True)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="upload_grants")
    signed = models.BinaryField()
    wrapped_mac_key = models.BinaryField()
    valid_until = models.DateField()

    def __str__(self) -> str:
        return f"upload grant until {self.valid_until}"


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
    """A sealed, signed answer. The id is the desk's, so delivering it twice is delivering it once.

    `position` keeps the order of arrival within a mailbox, since ids are random and days are coarse.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="replies")
    sealed = models.BinaryField()
    position = models.PositiveIntegerField()
    delivered_on = models.DateField()

    def __str__(self) -> str:
        return f"reply {self.id}"


class Withdrawal(RandomIdModel):
    """A clear control row that can only close: a consent withdrawn, or the whole mailbox closed."""

    MAILBOX = "mailbox"

    report_id = models.UUIDField()
    scope = models.CharField(max_length=32)
    on_day = models.DateField()
    collected_on = models.DateField(null=True, db_index=True)
