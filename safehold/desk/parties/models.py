# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Persons, groups, bodies and online accounts of a case. Their words are sealed under the case key.

In the clear: the case, what kind of party it is, what it is in the case, and which other one it is. Nothing here says
who anybody is. A party belongs to one case: the same person in two cases is two rows, and may be said to be one.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.parties import rules
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class PartyKind(models.TextChoices):
    PERSON = rules.PERSON, _("Person")
    GROUP = rules.GROUP, _("Group of people")
    BODY = rules.BODY, _("Organisation or office")
    ACCOUNT = rules.ACCOUNT, _("Online account or number")


class Role(models.TextChoices):
    """What a party is in a case. The codes stand in the clear."""

    SUPPORTED = "supported", _("We support them")
    TARGETED = "targeted", _("Targeted")
    RELATIVE = "relative", _("Relative")
    WITNESS = "witness", _("Witness")
    PERPETRATOR = "perpetrator", _("Said to have done it")
    INTERMEDIARY = "intermediary", _("Go-between")
    OTHER = "other", _("Something else")


class RelationKind(models.TextChoices):
    """What the first party is to the second."""

    MEMBER = "member", _("is a member of")
    PARENT = "parent", _("is a parent of")
    SPOUSE = "spouse", _("is married to or lives with")
    SIBLING = "sibling", _("is a brother or sister of")
    RELATIVE = "relative", _("is another relative of")
    KNOWS = "knows", _("knows")
    WORKS_FOR = "works-for", _("works for")
    ACTS_FOR = "acts-for", _("acts on behalf of")
    USES = "uses", _("uses")
    OTHER = "other", _("has to do with")


class Party(SealedInCase, RandomIdModel):
    """`sealed`: case.party/1 {names: [{text, script, language, kind}], contacts, description}.

    `roles`: codes of `Role`. `merged_into`: the party that this one is; nothing else changes when it is set.
    """

    sealed_as = "case.party/1"

    case_id = models.UUIDField(db_index=True, editable=False)
    kind = models.CharField(max_length=8, choices=PartyKind)
    roles: Any = models.JSONField(default=list)
    position = models.PositiveIntegerField()
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")

    class Meta:
        constraints = [models.UniqueConstraint("case_id", "position", name="one_party_per_position")]


class PartyRelation(SealedInCase, RandomIdModel):
    """What one party is to another of the same case. `sealed`: case.party-relation/1 {note}."""

    sealed_as = "case.party-relation/1"

    case_id = models.UUIDField(db_index=True, editable=False)
    a = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations_from")
    b = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="relations_to")
    kind = models.CharField(max_length=9, choices=RelationKind)

    class Meta:
        constraints = [models.UniqueConstraint("a", "b", "kind", name="one_relation_of_a_kind")]
