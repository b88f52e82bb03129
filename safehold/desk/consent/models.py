# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger: what a person agreed to, and when they took it back. Rows are added, never changed. And the overrides:
what two members decided without the person."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.consent.errors import LedgerIsAppendOnly
from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Purpose(models.TextChoices):
    """The purposes of `rules.ALL_PURPOSES` with the words a caseworker reads."""

    STORE = "store", _("Keep what they told us")
    CONTACT = "contact", _("Contact here")
    SHARE_ORGANISATION = "share-organisation", _("Share with organisations")
    SHARE_AUTHORITIES = "share-authorities", _("Share with authorities")
    STATISTICS = "statistics", _("Count in figures")
    COMPARE = "compare", _("Compare")
    SANCTIONS = "sanctions-file", _("Use in a request for sanctions")
    PUBLISH = "publish", _("Publish")


class Subject(models.Model):
    """Whom the ledger speaks of: a report, or a case that has none. Locked while somebody reads it to act on it, and
    while it grows: so neither comes between the other's look and write."""

    id = models.UUIDField(primary_key=True, editable=False)

    def __str__(self) -> str:
        return f"subject {self.id}"


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Rows to read. Changing or deleting them in bulk is refused."""

    def update(self, **_values: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    def delete(self) -> NoReturn:
        raise LedgerIsAppendOnly


class LedgerEntry(RandomIdModel):
    """One act on one purpose, for one recipient or ("") for all. `rules.standing` says what holds.

    `report_id`: the subject, a report or a case that has none. `until`: the last day on which a grant holds.
    `expired` is a note that a grant has ended; nothing asks it.
    """

    class Act(models.TextChoices):
        GIVEN = "given", _("Agreed")
        WITHDRAWN = "withdrawn", _("Taken back")
        EXPIRED = "expired", _("Ended")

    class How(models.TextChoices):
        FORM = "form", _("with the report")
        DIALOGUE = "dialogue", _("later, with their code")
        MAILBOX_CLOSED = "mailbox-closed", _("by closing the mailbox")
        SPOKEN = "spoken", _("in conversation")
        WRITTEN = "written", _("on paper")
        END_DATE = "end-date", _("because its last day has passed")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=32, choices=Purpose)
    recipient = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=10, choices=Act)
    until = models.DateField(null=True, db_index=True)
    text_version = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    how = models.CharField(max_length=16, choices=How)
    recorded_by = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    on_day = models.DateField()
    source_id = models.CharField(max_length=80)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("report_id", "position", name="one_entry_per_position"),
            models.UniqueConstraint("source_id", "purpose", "recipient", name="one_entry_per_source"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(act="given"), name="only_grants_have_an_end"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LedgerIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise LedgerIsAppendOnly


class UnfinishedClosing(RandomIdModel):
    """Something that a withdrawal had to close and could not: tried again until it is done."""

    entry = models.ForeignKey(LedgerEntry, on_delete=models.PROTECT, related_name="+")
    work = models.CharField(max_length=80)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("entry", "work", name="one_closing_per_entry")]


class Override(SealedInCase, RandomIdModel):
    """A share that two members decided without the person. `sealed`: consent.override/1 {reason}.

    `subjects`: subject id -> the newest position of its ledger when this was proposed.
    """

    sealed_as = "consent.override/1"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField(db_index=True)
    subjects = models.JSONField()
    purpose = models.CharField(max_length=32, choices=Purpose)
    recipient = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    confirmed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("proposed_by")), name="two_people_override"
            ),
        ]
