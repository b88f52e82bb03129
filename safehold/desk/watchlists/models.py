# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists, their versions, and what each says of its parties: public facts. Nobody who was screened is here.

A version does not copy a list: each row of `PartyVersion` says from which version on, and before which one, the list
said it. A version that is being read has a number above the list's own, and nobody sees it until the list's number
moves there, in one small transaction: all of it or nothing, without keeping other writers waiting.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.persistence.models import RandomIdModel


class Watchlist(RandomIdModel):
    """`number`: of the version that holds now, 0 before the first. `organisation_id`: whose own list it is, or None."""

    organisation_id = models.UUIDField(null=True, editable=False)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "name"], name="one_list_of_a_name_each"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(organisation_id=None), name="one_list_of_a_name_for_all"
            ),
        ]


class ListVersion(models.Model):
    """One import. `running`: its place among all imports of the desk, None while it is being read.

    `reading`: how the file was read. `left_out`: reason -> how many. `is_told`: whether other rooms were told.
    """

    class Format(models.TextChoices):
        CANADA = "canada", _("Schedules of Canada’s sanctions regulations")
        FTM = "ftm", _("FollowTheMoney entities")
        CSV = "csv", _("A table")
        REGISTER = "register", _("The public register")

    watchlist = models.ForeignKey(Watchlist, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    running = models.PositiveBigIntegerField(null=True, unique=True)
    format = models.CharField(max_length=10, choices=Format.choices)
    reading = models.TextField()
    origin = models.CharField(max_length=500)
    licence = models.CharField(max_length=500)
    as_of = models.DateField()
    imported_on = models.DateField()
    imported_by = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64)
    parties = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    odd = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict)
    is_told = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["watchlist", "number"], name="versions_are_counted_per_list")
        ]


class ListedParty(RandomIdModel):
    """Who stands on a list under a key; the same row in all its versions."""

    watchlist = models.ForeignKey(Watchlist, on_delete=models.PROTECT, related_name="parties")
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watchlist", "key"], name="one_party_of_a_key")]


class PartyVersion(models.Model):
    """What a list says of a party from version `since` on, and before version `until`."""

    party = models.ForeignKey(ListedParty, on_delete=models.CASCADE, related_name="said")
    watchlist = models.ForeignKey(Watchlist, on_delete=models.PROTECT, related_name="+", db_index=False)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=500)
    fingerprint = models.CharField(max_length=64)
    is_odd = models.BooleanField(default=False)
    content = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["watchlist", "since"], name="said_since"),
            models.Index(fields=["watchlist", "until"], name="said_until"),
        ]


class NameKey(models.Model):
    """A key by which a name is found (core/names). `number`: which of the names; many keys for each name."""

    said = models.ForeignKey(PartyVersion, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["key", "said", "number"], name="names_by_key")]


class KeyCount(models.Model):
    """How many names have a key: what is rare says more. Key "" holds the number of all names."""

    key = models.CharField(max_length=20, primary_key=True)
    owners = models.PositiveIntegerField()


class KeyRules(models.Model):
    """By which version of the rules the keys were made. One row."""

    version = models.PositiveIntegerField()
