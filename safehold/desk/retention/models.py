# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a lead decided about keeping, what holds a case, and what is left of what ended.

In the clear: ids, codes, days, numbers. Sealed under the key of the case: why it is held.
"""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member, Organisation
from safehold.desk.retention import rules
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Mode(models.TextChoices):
    ASK = rules.ASK, _("A lead confirms each list")
    ITSELF = rules.ITSELF, _("It ends by itself, after the days of grace")


class Reason(models.TextChoices):
    """Why something ended. A code: the words of a person end with the case."""

    PERIOD = "period", _("The time for keeping it was over")
    ASKED = "asked", _("The person asked for it")
    WITHDRAWN = "withdrawn", _("They took back their consent to keep it")
    MISTAKE = "mistake", _("It was opened by mistake, or twice")


class Policy(models.Model):
    """How long an organisation keeps things. `periods`: class of the catalogue -> months, where a lead chose."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    periods = models.JSONField(default=dict)
    mode = models.CharField(max_length=6, choices=Mode, default=Mode.ASK)
    grace_days = models.PositiveSmallIntegerField()
    changed_on = models.DateField(null=True)
    changed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")


class Hold(SealedInCase, RandomIdModel):
    """A case that nothing may end. `sealed`: retention.hold/1 {reason}. It stays when the case goes elsewhere."""

    sealed_as = "retention.hold/1"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    placed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    placed_on = models.DateField()
    released_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    released_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", condition=models.Q(released_on=None), name="one_open_hold_on_a_case"
            )
        ]


class Due(RandomIdModel):
    """Something whose time is over, as the daily job noted it. `subject_id`: a case, or a sealed report (refused)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    subject_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=16)
    ends_on = models.DateField()
    noted_on = models.DateField()


class Tombstone(RandomIdModel):
    """What is left: that something was here, when, why and by whom it ended. `case_id` of a report: its own id.

    `document`: the certificate (rules.Destruction), as canonical JSON. `finished_on`: the day since which nothing of it
    lies in a file or on the public side any more.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case_id = models.UUIDField(unique=True)
    reference = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    reason = models.CharField(max_length=10, choices=Reason)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    destroyed_on = models.DateField()
    destroyed_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    document = models.BinaryField()
    finished_on = models.DateField(null=True)

    @property
    def is_finished(self) -> bool:
        return self.finished_on is not None


class Leftover(RandomIdModel):
    """A file in the desk's store that nothing names any more, until it is deleted."""

    tombstone = models.ForeignKey(Tombstone, on_delete=models.CASCADE, related_name="leftovers")
    stored_name = models.CharField(max_length=64)


class GoneReport(models.Model):
    """A report that ended. `mailbox_ended_on`: its mailbox on the public side is gone, too."""

    id = models.UUIDField(primary_key=True, editable=False)
    tombstone = models.ForeignKey(Tombstone, on_delete=models.CASCADE, related_name="reports")
    mailbox_ended_on = models.DateField(null=True)

    @property
    def report_id(self) -> UUID:
        return self.id

    def __str__(self) -> str:
        return f"gone report {self.id}"
