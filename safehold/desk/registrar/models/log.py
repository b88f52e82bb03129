# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office and its log. A leaf and a checkpoint are never changed or deleted: the database itself refuses.

What can end are *openings*, the values and salts that a leaf commits to; public ones lie in the clear, the others
sealed under the office's key.
"""

from django.db import models

from safehold.desk.members.models import Organisation
from safehold.persistence.models import RandomIdModel


class Office(RandomIdModel):
    """The organisation of this desk that keeps the register, and the name of its log.

    `recipient`: to which the crossing seals what was filed; its private half is a key of the vault. `vouched`: shows
    that this desk wrote it.
    """

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="register_office"
    )
    is_only = models.BooleanField(default=True, unique=True, editable=False)
    origin = models.CharField(max_length=255)
    verify_key = models.CharField(max_length=400)
    recipient = models.TextField(default="")
    vouched = models.CharField(max_length=64, default="")
    key_version = models.PositiveIntegerField(default=0)
    opened_on = models.DateField()


class LogHead(models.Model):
    """Where the log stands. Its lock is what lets one appender in at a time."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, primary_key=True, related_name="head")
    size = models.PositiveBigIntegerField(default=0)
    frontier = models.BinaryField(default=bytes)
    published_size = models.PositiveBigIntegerField(default=0)
    """So many leaves has the public side."""
    published_checkpoint = models.PositiveBigIntegerField(default=0)
    """The size of the newest checkpoint that the public side has."""


class Leaf(models.Model):
    """One leaf, as it is hashed. The columns beside `content` repeat what it says, to find it."""

    position = models.PositiveBigIntegerField(primary_key=True)
    content = models.BinaryField()
    kind = models.CharField(max_length=16, db_index=True)
    entry_id = models.UUIDField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=0)
    on_day = models.DateField()


class Tile(models.Model):
    """256 hashes of one level of the tree, or the beginning of them."""

    level = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("level", "number", name="one_tile_per_place")]


class Checkpoint(models.Model):
    """A signed checkpoint, and the frontier of the log at its size."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.BinaryField()
    signed_on = models.DateField()


class Cosignature(RandomIdModel):
    """What a witness answered to a checkpoint."""

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=255)
    lines = models.TextField()
    received_on = models.DateField()
    is_published = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("checkpoint", "witness", name="one_cosignature_per_witness")]


class Opening(models.Model):
    """The value and salt of a public field of a leaf."""

    id = models.BigAutoField(primary_key=True)
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="openings")
    name = models.CharField(max_length=64)
    salt = models.BinaryField()
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("leaf", "name", name="one_opening_per_field")]


class SealedOpenings(RandomIdModel):
    """The values and salts of a leaf's other fields, sealed under the office's key."""

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, related_name="sealed_openings")
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Ending(models.Model):
    """A field of a leaf that is withheld, or erased. `by`: the leaf that says so."""

    id = models.BigAutoField(primary_key=True)
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="endings")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=12)
    by = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("leaf", "name", "kind", name="one_ending_per_field")]
