# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dossiers of a case, their versions, reviews of these, and what became of them.

In the clear: ids, which Act, state, days, who did it. Whom it is about, what it says and who said it are sealed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.core.dossiers import JVCFOA, SEMA
from safehold.desk.cases.models import Case
from safehold.desk.dossiers import rules
from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Act(models.TextChoices):
    MAGNITSKY = JVCFOA, _("Justice for Victims of Corrupt Foreign Officials Act, s. 4(2)")
    MEASURES = SEMA, _("Special Economic Measures Act, s. 4(1.1)")


class State(models.TextChoices):
    DRAFT = rules.DRAFT, _("Being prepared")
    SENT = rules.SENT, _("Sent")
    ACKNOWLEDGED = rules.ACKNOWLEDGED, _("They say they have it")
    ANSWERED = rules.ANSWERED, _("Answered")
    LISTED = rules.LISTED, _("The person is listed")
    REFUSED = rules.REFUSED, _("Refused")


class Verdict(models.TextChoices):
    APPROVED = rules.APPROVED, _("It can go out")
    GIVEN_BACK = rules.GIVEN_BACK, _("It goes back to the writer")


class Dossier(SealedInCase, RandomIdModel):
    """One submission about one subject. `sealed`: dossiers.dossier/1 {parts, writers}: `core.dossiers.Parts`, and the
    ids of all who wrote in it.

    actor_id: the actor of the case that it is about. campaign_id: dossiers of one campaign share it.
    """

    sealed_as = "dossiers.dossier/1"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    actor_id = models.UUIDField()
    campaign_id = models.UUIDField(db_index=True)
    act = models.CharField(max_length=8, choices=Act)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_on = models.DateField()
    follow_up_on = models.DateField(null=True)


class SealedOfDossier(SealedInCase, RandomIdModel):
    """Something that stands under a dossier, in its order. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField()
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on_day = models.DateField()

    class Meta:
        abstract = True


class Version(SealedOfDossier):
    """A dossier as it was on a day. `sealed`: dossiers.version/1 {content, writers}: what every file is drawn from."""

    sealed_as = "dossiers.version/1"

    class Meta:
        constraints = [models.UniqueConstraint("dossier", "position", name="one_version_per_position")]


class Review(SealedOfDossier):
    """What a second person says of a version. `sealed`: dossiers.review/1 {words}."""

    sealed_as = "dossiers.review/1"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict)

    class Meta:
        constraints = [models.UniqueConstraint("dossier", "position", name="one_review_per_position")]


class Step(SealedOfDossier):
    """What became of a dossier. `sealed`: dossiers.step/1 {words}. version: what was sent.

    consents: the ids of the ledger's entries that sending stands on, with spaces between.
    """

    sealed_as = "dossiers.step/1"

    state = models.CharField(max_length=12, choices=State)
    version = models.ForeignKey(Version, on_delete=models.SET_NULL, null=True, related_name="+")
    follow_up_on = models.DateField(null=True)
    consents = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("dossier", "position", name="one_dossier_step_per_position")]
