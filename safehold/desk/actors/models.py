# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Actors of a case. Each row's words are one sealed document under the case key.

In the clear: the case, what kind of actor it is, the party it was made from, the day, and the number of the newest
change of the watch lists that it was screened against. Whether anything was found, and what was decided, is sealed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.actors import rules
from safehold.desk.cases.models import Case
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class ActorKind(models.TextChoices):
    OFFICIAL = rules.OFFICIAL, _("Official or other person")
    BODY = rules.BODY, _("Organisation or office")
    UNIT = rules.UNIT, _("Unit of one")
    ACCOUNT = rules.ACCOUNT, _("Online account or number")


class Actor(SealedInCase, RandomIdModel):
    """`sealed`: actors.actor/1 {names: [{text, script, language, kind}], born, description}. `born` is EDTF or "".

    `party_id`: the party of the case that it was made from. `screened_number`: the watch lists' newest change that its
    screening has seen.
    """

    sealed_as = "actors.actor/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ActorKind)
    party_id = models.UUIDField(null=True, editable=False)
    added_on = models.DateField()
    screened_number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_actor_per_position")]


class SealedOfActor(SealedInCase, RandomIdModel):
    """Something that stands under an actor, in its order."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField()

    class Meta:
        abstract = True


class Statement(SealedOfActor):
    """One thing that somebody says of an actor. `sealed`: actors.statement/1 {about, words, body, when, when_words,
    source, reliability}. `when`: EDTF."""

    sealed_as = "actors.statement/1"

    class Meta:
        constraints = [models.UniqueConstraint("actor", "position", name="one_statement_per_position")]


class MistakenIdentity(SealedOfActor):
    """Who was, or could be, taken for this actor and is somebody else. `sealed`: actors.mistaken/1 {words, by, on}."""

    sealed_as = "actors.mistaken/1"

    class Meta:
        constraints = [models.UniqueConstraint("actor", "position", name="one_mistaken_per_position")]


class Screening(SealedInCase, RandomIdModel):
    """What the last screening of an actor against the watch lists proposed. `sealed`: actors.screening/1 {on, number,
    candidates: [...]} (rules.Candidate). Other cases are looked at anew each time: nothing of them is kept here."""

    sealed_as = "actors.screening/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    actor = models.OneToOneField(Actor, on_delete=models.CASCADE, related_name="screening")


class Decision(SealedOfActor):
    """What a person decided of one candidate. Never changed: the next one is another row, and the newest counts.

    `sealed`: actors.decision/1 {about, fingerprint, verdict, reason, candidate, by, on}.
    """

    sealed_as = "actors.decision/1"

    class Meta:
        constraints = [models.UniqueConstraint("actor", "position", name="one_decision_per_position")]
