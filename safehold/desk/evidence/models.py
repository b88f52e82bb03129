# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items of evidence, the rows of their custody, heads of days, and what was stamped.

In the clear: ids, days, what was done, by whom, and a salted hash of each detail. Sealed under the key of the case:
what an item is, and each detail. A row of custody points at nothing: it outlives its item, and goes on holding.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case, CaseFile
from safehold.desk.members.models import Member
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Keeping(models.TextChoices):
    """Whether the bytes of an item are here."""

    KEPT = "kept", _("Kept as it came")
    DESCRIBED = "described", _("Described only")
    DESTROYED = "destroyed", _("Destroyed")


class Event(models.TextChoices):
    """What can happen to an item: the events of `core.custody`, in words."""

    RECEIVED = "received", _("Received")
    HASHED = "hashed", _("Fingerprint taken")
    DESCRIBED = "described", _("Description changed")
    SCANNED = "scanned", _("Looked at by the software")
    STAMPED = "stamped", _("Stamped by a time stamping authority")
    VIEWED = "viewed", _("Looked at")
    DOWNLOADED = "downloaded", _("Downloaded")
    DERIVED = "derived", _("A copy was made of it")
    REDACTED = "redacted", _("A blacked-out copy was made of it")
    SHARED = "shared", _("Shared")
    EXPORTED = "exported", _("Handed over")
    VERIFIED = "verified", _("Verified")
    HELD = "held", _("Held")
    RELEASED = "released", _("Hold taken off")
    DESTROYED = "destroyed", _("Destroyed")


class Item(SealedInCase, RandomIdModel):
    """An original, or what was made of one. `sealed`: evidence.item/1, as `rules.Document` has it.

    The bytes are an age file: of one that came with a report, `file`, sealed to the report's identity; of any other,
    `stored_name`, sealed to an identity whose secret is in the sealed document. The SHA-256 and the size are of the
    bytes before they were sealed.
    """

    sealed_as = "evidence.item/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    keeping = models.CharField(max_length=9, choices=Keeping, default=Keeping.KEPT)
    file = models.OneToOneField(CaseFile, on_delete=models.SET_NULL, null=True, related_name="item")
    stored_name = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - many have none
    derived_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="derived")
    is_held = models.BooleanField(default=False)
    received_on = models.DateField()
    retain_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_item_per_position")]


class Reading(SealedInCase, RandomIdModel):
    """What the software read in an item. `sealed`: evidence.reading/1 {status, reason, facts}, see `looking.Facts`."""

    sealed_as = "evidence.reading/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="reading")
    read_on = models.DateField()


class CustodyRow(RandomIdModel):
    """A link of an item's chain (`core.custody.Row`). The database refuses to change or delete one.

    item_id and actor are plain ids: the row stays when the item, the case or the member is gone.
    """

    item_id = models.UUIDField()
    position = models.PositiveIntegerField()
    event = models.CharField(max_length=10, choices=Event)
    on_day = models.DateField()
    actor = models.UUIDField(null=True)
    detail_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint("item_id", "position", name="one_custody_row_per_position")]
        indexes = [models.Index(fields=["on_day", "item_id"], name="custody_of_a_day")]


class CustodyDetail(SealedInCase, RandomIdModel):
    """What happened at a row of custody. `sealed`: evidence.custody-detail/1, as `core.custody.make_detail` gives it.

    Ends with the case; its hash stays in the row.
    """

    sealed_as = "evidence.custody-detail/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="details")
    row = models.OneToOneField(CustodyRow, on_delete=models.PROTECT, related_name="detail")


class UncoveredRow(RandomIdModel):
    """A row of custody that waits for the head of a day. Written with the row; deleted by the head that covers it.

    It says by itself what the head is to name: a row that is taken away meanwhile is missed by then.
    """

    item_id = models.UUIDField()
    position = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    on_day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("item_id", "position", name="one_uncovered_row_per_position")]


class DayHead(models.Model):
    """The head of a day, over every item of this desk that grew (`core.custody.DayHead`). Never changed or deleted.

    items: [[item id, position, hash], …], sorted.
    """

    position = models.PositiveIntegerField(primary_key=True)
    on_day = models.DateField(unique=True)
    items = models.JSONField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"head {self.position}"


class StampBatch(SealedInCase, RandomIdModel):
    """Items of a case that are stamped together. `sealed`: evidence.stamp-batch/1 {manifest}: its bytes, as text.

    The id stands in the manifest. manifest_sha256: what is sent out.
    """

    sealed_as = "evidence.stamp-batch/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    items = models.ManyToManyField(Item, related_name="batches")
    manifest_sha256 = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()


class Stamp(RandomIdModel):
    """What one authority is asked for a batch, and its answer, kept as it came before anybody reads it.

    authority: its name in the settings. reason: a code, of one that was refused. roots: what it was trusted under, in
    PEM. is_recorded: whether the custody of its items names it yet; that takes the key of the case.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the authority")
        STAMPED = "stamped", _("Stamped")
        REFUSED = "refused", _("Refused")

    batch = models.ForeignKey(StampBatch, on_delete=models.CASCADE, related_name="stamps")
    authority = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=32, blank=True)
    response = models.BinaryField(null=True)
    roots = models.BinaryField(null=True)
    is_recorded = models.BooleanField(default=False)
    tries = models.PositiveIntegerField(default=0)
    tried_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("batch", "authority", name="one_stamp_per_authority")]
        indexes = [models.Index(fields=["state"], name="stamps_by_state")]


class HandOver(SealedInCase, RandomIdModel):
    """Items that left together, as a bag. `sealed`: evidence.hand-over/1 {to, recipient, items, how}.

    fingerprint: what the bag's verifier shows, for whoever asks. consents: what it stood on.
    """

    sealed_as = "evidence.hand-over/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    consents = models.TextField()
    fingerprint = models.CharField(max_length=64)
    made_on = models.DateField()
