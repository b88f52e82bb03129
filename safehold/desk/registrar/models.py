# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office of the register keeps: the log, what was filed, what is open of it, and what was decided.

A leaf and a checkpoint are never changed or deleted: the database itself refuses. What can end are *openings*, the
values and salts that a leaf commits to; public ones lie in the clear, the others sealed under the office's key.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Notice(RandomIdModel):
    """A notice of violation, from its service to its end. Nothing of it is public before the decision (s. 15, s. 21).

    `sealed`: who, what and how much, under the office's key.
    """

    class State(models.TextChoices):
        SERVED = "served", _("Served")
        REPRESENTED = "represented", _("Representations received")
        COMMITTED = "committed", _("Decided: committed")
        NOT_COMMITTED = "not-committed", _("Decided: not committed")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="notices")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    provision = models.CharField(max_length=12)
    served_on = models.DateField()
    answer_by = models.DateField()
    state = models.CharField(max_length=14, choices=State, default=State.SERVED)
    paid_on = models.DateField(null=True)
    representation = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Agreement(RandomIdModel):
    """A compliance agreement, from its making to its end.

    The Act says of them only that regulations may (s. 22(c)). So who and what stays sealed, unless the office has
    confirmed that the Regulations let it be public; then its leaves say so (`is_public`).
    """

    class State(models.TextChoices):
        MADE = "made", _("Runs")
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Broken")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="agreements")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="agreements")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="agreements")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    provision = models.CharField(max_length=12)
    is_public = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.MADE)
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    """By when they do what they agreed to; None without a day."""
    ended_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Opinion(RandomIdModel):
    """An advisory opinion (s. 13): what was asked, by whom, and what the office answered, under the office's key."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="opinions")
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, null=True, related_name="opinion")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class ExpectedUpdate(RandomIdModel):
    """An update of an entry that its registrant said is coming. `sealed`: what they said."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="expected_updates")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="expected_updates")
    changes_on = models.DateField()
    """The day on which, as they said, something changes."""
    version = models.PositiveIntegerField()
    """The entry's newest version when it was noted: a later one of the registrant's is the update."""
    noted_on = models.DateField()
    noted_by = models.UUIDField()
    settled_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class CatchUp(RandomIdModel):
    """That a desk which was put back to an older day fetched the leaves since from the public side.

    `lacking`: position of a leaf -> names of its fields whose values this desk no longer has. `filings`: how many
    filings came back from the public side.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="catch_ups")
    start = models.PositiveBigIntegerField()
    end = models.PositiveBigIntegerField()
    lacking = models.JSONField(default=dict)
    filings = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    made_by = models.UUIDField()


class Proposal(RandomIdModel):
    """What one registrar proposes and another confirms: refusing, withholding, redacting, a notice, a decision, a
    compliance agreement and its end.

    `sealed`: the reasons, and what is to be published, under the office's key. `fields`: names only.
    """

    class Kind(models.TextChoices):
        REFUSAL = "refusal", _("Refuse a filing")
        WITHHOLDING = "withholding", _("Withhold fields for safety")
        REDACTION = "redaction", _("Erase fields for good")
        NOTICE = "notice", _("Serve a notice of violation")
        DECISION = "decision", _("Decide on a violation")
        AGREEMENT = "agreement", _("Make a compliance agreement")
        OUTCOME = "outcome", _("End a compliance agreement")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Not confirmed")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=Kind)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, null=True, related_name="proposals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="proposals")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="proposals")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="proposals")
    position = models.PositiveBigIntegerField(null=True)
    """The leaf whose fields it is about."""
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    proposed_by = models.UUIDField()
    proposed_on = models.DateField()
    settled_by = models.UUIDField(null=True)
    settled_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="confirmed") | ~models.Q(settled_by=models.F("proposed_by")),
                name="two_people_for_what_is_confirmed",
            )
        ]
