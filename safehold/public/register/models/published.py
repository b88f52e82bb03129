# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is published: the leaves of the log, their openings, the hashes above them, and the checkpoints that cover them.

Everything else here follows from these and can be made anew from them: entries, entities and the terms that searches
ask for. None of it repeats a value: a page reads each value from its opening, and checks it against its leaf.
"""

from django.db import models


class Log(models.Model):
    """The one row that writers stand in line at. `shown`: how many leaves the entries, entities and terms tell of."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    shown = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"log, {self.shown} leaves shown"


class Leaf(models.Model):
    """One leaf: its bytes, which never change, and its openings, of which a withholding takes some away.

    The other columns repeat what the bytes say, so that rows are found; pages believe the bytes.
    """

    index = models.PositiveBigIntegerField(primary_key=True)
    content = models.BinaryField()
    openings = models.BinaryField()
    kind = models.CharField(max_length=16)
    form = models.CharField(max_length=200)
    on = models.DateField()
    version = models.PositiveIntegerField()
    entry_id = models.UUIDField(null=True)
    registrant_id = models.UUIDField(null=True)
    principal_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["entry_id", "index"], name="leaves_of_an_entry"),
            models.Index(fields=["registrant_id", "kind", "index"], name="leaves_of_a_registrant"),
            models.Index(fields=["principal_id", "kind", "index"], name="leaves_of_a_principal"),
            models.Index(fields=["kind", "index"], name="leaves_of_a_kind"),
            models.Index(fields=["registrant_id", "on", "kind", "index"], name="days_of_a_registrant"),
            models.Index(fields=["principal_id", "on", "kind", "index"], name="days_of_a_principal"),
        ]

    def __str__(self) -> str:
        return f"leaf {self.index}, {self.kind}"


class Withheld(models.Model):
    """A field of a leaf whose opening was taken away, and the leaf that says why."""

    leaf = models.ForeignKey(Leaf, on_delete=models.CASCADE, related_name="withheld")
    name = models.CharField(max_length=64)
    by = models.ForeignKey(Leaf, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leaf", "name", "by"], name="withheld_once_by_each_leaf")
        ]


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree. The row grows with the tree until it is full."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    width = models.PositiveSmallIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="one_row_for_each_tile")]


class Checkpoint(models.Model):
    """The signed root of the first `size` leaves. To the note, witnesses' lines are added as they come."""

    size = models.PositiveBigIntegerField(primary_key=True)
    note = models.BinaryField()

    def __str__(self) -> str:
        return f"checkpoint of {self.size} leaves"


class Entity(models.Model):
    """Who registers, or is registered for. `named_in`: the newest leaf that opens its name."""

    id = models.UUIDField(primary_key=True, editable=False)
    named_in = models.PositiveBigIntegerField(null=True)
    is_registrant = models.BooleanField(default=False)
    is_principal = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"entity {self.id}"


class Entry(models.Model):
    """One arrangement on the register. `number`: its place in the order in which entries were first published."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.PositiveIntegerField(unique=True)
    registrant_id = models.UUIDField(null=True)
    principal_id = models.UUIDField(null=True)
    newest = models.PositiveBigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["registrant_id", "number"], name="entries_of_a_registrant"),
            models.Index(fields=["principal_id", "number"], name="entries_of_a_principal"),
            models.Index(fields=["registrant_id", "principal_id"], name="principals_of_a_registrant"),
            models.Index(fields=["principal_id", "registrant_id"], name="registrants_of_a_principal"),
        ]

    def __str__(self) -> str:
        return f"entry {self.number}"


class Term(models.Model):
    """That an entry has a word, or a quality that it can be asked for by: the table is its own index."""

    pk = models.CompositePrimaryKey("term", "place")
    term = models.BigIntegerField()
    place = models.PositiveIntegerField()
