# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is on the register, with what, and what registrants sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.registrar.models.log import Leaf, Office
from safehold.persistence.models import RandomIdModel


class Entity(RandomIdModel):
    """A registrant or a foreign principal. What it is called stands in what was filed."""

    class Kind(models.TextChoices):
        REGISTRANT = "registrant", _("Registrant")
        PRINCIPAL = "principal", _("Foreign principal")

    kind = models.CharField(max_length=12, choices=Kind)
    made_on = models.DateField()


class Entry(RandomIdModel):
    """One arrangement of one registrant. `position`: the leaf of its newest version."""

    class State(models.TextChoices):
        ACTIVE = "active", _("In the register")
        ENDED = "ended", _("Ended")

    number = models.PositiveIntegerField(unique=True)
    form = models.CharField(max_length=40)
    registrant = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    registered_on = models.DateField()
    changed_on = models.DateField()
    source = models.CharField(max_length=24, default="")
    """Of which register this is a replay; empty for what was filed here."""
    source_number = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "source",
                "source_number",
                condition=~models.Q(source=""),
                name="one_entry_per_replayed_number",
            )
        ]

    @property
    def is_replayed(self) -> bool:
        return self.source != ""


class Replay(RandomIdModel):
    """A snapshot of another register that was replayed: it adds nothing a second time."""

    source = models.CharField(max_length=24)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("source", "as_of", "sha256", name="one_replay_per_file")]


class Filing(RandomIdModel):
    """What a registrant sent, sealed when it was collected. The id is that of the public side."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits")
        CORRECTION = "correction", _("Correction asked for")
        ACCEPTED = "accepted", _("Published")
        REFUSED = "refused", _("Refused")
        ANSWERED = "answered", _("Answered")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="filings")
    kind = models.CharField(max_length=16)
    form = models.CharField(max_length=40)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="filings")
    account = models.UUIDField(db_index=True)
    """Who sent it: the same for all filings of one registrant."""
    follows = models.UUIDField(null=True, db_index=True)
    """The filing that this one corrects, amends or ends."""
    sent_on = models.DateField()
    collected_on = models.DateField()
    due_on = models.DateField(null=True)
    """By when it had to be filed, as the law says; None where that is not known."""
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    decided_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.sent_on > self.due_on


class Answer(RandomIdModel):
    """What must reach a registrant. Once it has, the words are deleted here; the office keeps them sealed."""

    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12)
    words = models.TextField(default="")
    number = models.PositiveIntegerField(null=True)
    entry_id = models.UUIDField(null=True)
    made_on = models.DateField()
    delivered_on = models.DateField(null=True)
