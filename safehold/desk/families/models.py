# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A family's file, the days on which something ends, and on what footing a member helps.

In the clear: ids, days, and a member's own word of how they help. Who is in a family, where they are, which way they go
and what a day is for are sealed; a day alone stands open, as it does in a task, so that it is said without a key.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Footing(models.TextChoices):
    """Who is paid to advise or represent must be licensed: Immigration and Refugee Protection Act, s. 91."""

    UNPAID = "unpaid", _("I help without being paid, and nobody is charged for it")
    LAWYER = "lawyer", _("Lawyer, Quebec notary, or paralegal of a law society")
    CONSULTANT = "consultant", _("Licensed immigration consultant")


class Helper(RandomIdModel):
    """What a member said of how they help. licence: their number, where they are paid for it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    footing = models.CharField(max_length=10, choices=Footing)
    licence = models.CharField(max_length=60, blank=True)
    said_on = models.DateField()

    @property
    def words(self) -> str:
        label = str(self.get_footing_display())
        return f"{label} ({self.licence})" if self.licence else label


class FamilyFile(SealedInCase, RandomIdModel):
    """One family. `sealed`: families.file/1, as `rules.Contents` has it."""

    sealed_as = "families.file/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    opened_on = models.DateField()
    changed_on = models.DateField()


class KeptDeadline(RandomIdModel):
    """A last day of a file; which rule it is of stands there. next_alert_on: None once it is not said any more."""

    file = models.ForeignKey(FamilyFile, on_delete=models.CASCADE, related_name="deadlines")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    next_alert_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                "next_alert_on", condition=models.Q(next_alert_on__isnull=False), name="family_alerts"
            ),
        ]
