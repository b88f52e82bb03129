# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offers between two organisations, what travels with them, and the thread that both write into.

In the clear: ids, who offers whom, kind, state, days. Sealed under the key of the case: what was offered. Sealed as an
age file to a listed key of the receiver: what travels. Sealed under the key of the share: what both read and write.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.core.rows import open_row, seal_row
from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Kind(models.TextChoices):
    """The kinds of `rules.Kind`, in words."""

    REFERRAL = "referral", _("Work on it together")
    TRANSFER = "transfer", _("Hand the case over")


class State(models.TextChoices):
    """The states of `rules.State`, in words."""

    WAITING = "waiting", _("Waits for an answer")
    ACCEPTED = "accepted", _("Taken")
    REJECTED = "rejected", _("Given back")
    RECALLED = "recalled", _("Called back")
    EXPIRED = "expired", _("Nobody answered")
    WITHDRAWN = "withdrawn", _("Consent taken back")


class Reason(models.TextChoices):
    """Why an offer is given back. A code: whoever gives it back has no key to write with."""

    FULL = "full", _("We have no room now")
    FIELD = "field", _("It is not what we do")
    LANGUAGE = "language", _("We do not speak their language")
    ELSEWHERE = "elsewhere", _("Another organisation is better placed")
    OTHER = "other", _("Another reason: please call us")


class Ending(models.TextChoices):
    RETURNED = "returned", _("The other organisation gave it back")
    RECALLED = "recalled", _("The organisation that began it ended it")
    WITHDRAWN = "withdrawn", _("The person took their consent back")
    MOVED = "moved", _("The case went to another organisation")
    DESTROYED = "destroyed", _("The case was destroyed")


class Offer(SealedInCase, RandomIdModel):
    """A case, or part of one, offered to another organisation.

    `sealed`: sharing.offer/1 {words, content}: what the sender wrote and chose. consents: the ids of what it stands on.
    """

    sealed_as = "sharing.offer/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=9, choices=Reason, blank=True)
    consents = models.TextField(blank=True)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    offered_on = models.DateField()
    expires_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["receiver", "state", "expires_on"], name="offers_to_answer"),
            models.Index(fields=["state", "expires_on"], name="offers_that_end"),
        ]


class OfferSubject(RandomIdModel):
    """Whom an offer is about, as the consent ledger knows them. `by_override`: two members decided, not they."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="subjects")
    subject_id = models.UUIDField(db_index=True)
    by_override = models.BooleanField(default=False)


class Parcel(models.Model):
    """What travels with an offer: two age files to one listed intake key of the receiver. Deleted when the offer ends.

    `sealed_cover`: share-cover/1. `sealed`: share/1. Both signed by the sender. key_versions: the versions of the
    keys of the cases inside, by case id, so that one that got another key is noticed.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="parcel")
    key_id = models.CharField(max_length=64)
    sealed_cover = models.BinaryField()
    sealed = models.BinaryField()
    key_versions = models.JSONField(default=dict)


class Share(RandomIdModel):
    """A referral that was taken: both organisations read and write its entries, under a key of its own.

    The id is the offer's, and the subject of the key in both vaults. `reseal_due`: somebody who has the key must not
    open what is there any more.
    """

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, related_name="share")
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sender_case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    receiver_case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")
    key_version = models.PositiveIntegerField(default=1)
    reseal_due = models.BooleanField(default=False, db_index=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Entry(RandomIdModel):
    """One thing in a share. `sealed`: sharing.entry/1, {words} or what was chosen, under the key of the share.

    organisation: who wrote it; of a thing to do, `doing` is who does it. author: only for its own organisation.
    """

    sealed_as = "sharing.entry/1"

    class Kind(models.TextChoices):
        CONTENT = "content", _("What was shared")
        MESSAGE = "message", _("Message")
        WORK = "work", _("To do")

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    doing = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)
    on_day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("share", "position", name="one_entry_per_place")]

    def seal(self, key: bytes, document: dict[str, object]) -> None:
        """Seal `document` into this row; saving is the caller's."""
        self.sealed = seal_row(key, self.sealed_as, self.pk, document)

    def open(self, key: bytes) -> dict[str, object]:
        """Return this row's document. Raises RowTampered."""
        return open_row(key, self.sealed_as, self.pk, bytes(self.sealed))


class SharedFile(RandomIdModel):
    """A copy of a chosen file, sealed to an identity of its own. `sealed`: sharing.file/1 {identity}, under the share's
    key. Its id stands in what was shared, beside the name, the size and the SHA-256. It ends with the share.
    """

    sealed_as = "sharing.file/1"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="files")
    stored_name = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()

    def seal(self, key: bytes, document: dict[str, object]) -> None:
        """Seal `document` into this row; saving is the caller's."""
        self.sealed = seal_row(key, self.sealed_as, self.pk, document)

    def open(self, key: bytes) -> dict[str, object]:
        """Return this row's document. Raises RowTampered."""
        return open_row(key, self.sealed_as, self.pk, bytes(self.sealed))


class EndedText(RandomIdModel):
    """A text of a share that one of the two cases must not be found by any more, until its tokens are deleted."""

    case_id = models.UUIDField()
    source_id = models.UUIDField()


class KeyParcel(RandomIdModel):
    """A newer key of a share on its way to the other organisation: share-key/1, signed, sealed to its intake key."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="key_parcels")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    key_id = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("share", "organisation", name="one_key_on_its_way")]


class HandOver(RandomIdModel):
    """The organisation that had a report said, signed, that another one answers now: hand-over/1.

    Nothing in it is secret from who has the case; it goes, sealed, to the person with each reply.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    report_id = models.UUIDField(db_index=True)
    position = models.PositiveIntegerField()
    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    signed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("report_id", "position", name="one_hand_over_per_position")]


class Departure(RandomIdModel):
    """The line that stays with an organisation whose case went elsewhere: which, to whom, when. No content."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    went_to = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=16)
    on_day = models.DateField()
