# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger: what a person agreed to, and when they took it back. Rows are added, never changed."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.consent.errors import LedgerIsAppendOnly
from safehold.desk.members.models import Organisation
from safehold.persistence.models import RandomIdModel


class Purpose(models.TextChoices):
    """The purposes of `rules.PURPOSES` with the words a caseworker reads."""

    CONTACT = "contact", _("Contact here")
    SHARE_ORGANISATION = "share-organisation", _("Share with organisations")
    SHARE_AUTHORITIES = "share-authorities", _("Share with authorities")
    STATISTICS = "statistics", _("Count in figures")
    COMPARE = "compare", _("Compare")


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Rows to read. Changing or deleting them in bulk is refused."""

    def update(self, **_values: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise LedgerIsAppendOnly

    def delete(self) -> NoReturn:
        raise LedgerIsAppendOnly


class LedgerEntry(RandomIdModel):
    """One act on one purpose. The newest entry of a report, purpose and recipient holds."""

    class Act(models.TextChoices):
        GIVEN = "given", _("Agreed")
        WITHDRAWN = "withdrawn", _("Taken back")

    class How(models.TextChoices):
        FORM = "form", _("with the report")
        DIALOGUE = "dialogue", _("later, with their code")
        MAILBOX_CLOSED = "mailbox-closed", _("by closing the mailbox")
        SPOKEN = "spoken", _("in conversation")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    report_id = models.UUIDField(db_index=True)
    purpose = models.CharField(max_length=32, choices=Purpose)
    recipient = models.CharField(max_length=64, blank=True)
    act = models.CharField(max_length=10, choices=Act)
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
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise LedgerIsAppendOnly
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise LedgerIsAppendOnly
