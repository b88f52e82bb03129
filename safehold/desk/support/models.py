# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done for a person beside sharing: risk, safety plan, needs, devices. Words are sealed under the case key.

In the clear: levels, states, codes of the catalogue, days. Nothing here is shown, exported, indexed or notified to
whoever may not see `FieldClass.SAFETY`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Level(models.TextChoices):
    """How bad it is, as a person judged it."""

    LOW = "low", _("Low")
    MODERATE = "moderate", _("Moderate")
    HIGH = "high", _("High")
    IMMEDIATE = "immediate", _("Immediate")


class PlanPart(models.TextChoices):
    """What a step of a safety plan protects. It is sealed with the step: that there is family abroad tells enough."""

    PHYSICAL = "physical", _("At home and on the way")
    DIGITAL = "digital", _("Telephone, computer and accounts")
    FAMILY = "family-abroad", _("Family abroad")


class NeedState(models.TextChoices):
    OPEN = "open", pgettext_lazy("a need", "Open")
    OFFERED = "offered", _("Offered")
    ARRANGED = "arranged", _("Arranged")
    MET = "met", _("Met")
    UNMET = "unmet", _("Could not be met")
    DECLINED = "declined", _("Not wanted any more")


class RiskAssessment(SealedInCase, RandomIdModel):
    """How a risk was judged on a day. Never edited: the next one is another row.

    `sealed`: support.risk/1 {fears, who, how_they_know, protective, decision}.
    """

    sealed_as = "support.risk/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    level = models.CharField(max_length=10, choices=Level)
    assessed_on = models.DateField()
    reassess_on = models.DateField()
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_risk_per_position")]


class SafetyStep(SealedInCase, RandomIdModel):
    """One step of the safety plan. `sealed`: support.step/1 {part, what, who, when, done_on}."""

    sealed_as = "support.step/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_step_per_position")]


class Need(SealedInCase, RandomIdModel):
    """Something the person needs, who may give it, and what became of it.

    `need`: a code of catalog.help_wanted. `service`: an id of catalog.authorities, or "" for ourselves.
    `sealed`: support.need/1 {words, log: [{on, state, service, by, words}]}.
    """

    sealed_as = "support.need/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    need = models.CharField(max_length=32)
    service = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=NeedState, default=NeedState.OPEN)
    follow_up_on = models.DateField(null=True)
    opened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_need_per_position")]


class DeviceCheck(SealedInCase, RandomIdModel):
    """The answers to the digital-safety checklist on a day. `sealed`: support.check/1 {answers, words, version}."""

    sealed_as = "support.check/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    checked_on = models.DateField()
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_check_per_position")]
