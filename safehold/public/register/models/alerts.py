# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who wants to be written to when something changes on the register, and what they follow.

Addresses, and what is followed, are encrypted under the site's own key (adapters/alert_secrets.py): a copy of this
database alone names neither. Both are gone when the last alert of an address is.
"""

from django.db import models

from safehold.persistence.models import RandomIdModel


class Follower(RandomIdModel):
    """One e-mail address. `mark`: a keyed hash of it, `kin`: one of the mailbox without its tag, to count by.

    `told_on`: the day of the last digest. `is_sending`: it was begun, and nobody has seen it end. `asked_on`,
    `asked_times`: how often somebody asked for alerts to this address on the last day that anybody did.
    """

    mark = models.CharField(max_length=64, unique=True)
    kin = models.CharField(max_length=64, db_index=True)
    address = models.TextField()
    language = models.CharField(max_length=10)
    asked_on = models.DateField()
    asked_times = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True)
    is_sending = models.BooleanField(default=False)
    refusals = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return "follower"


class Alert(RandomIdModel):
    """What a follower wants to hear of. `since`: the leaf from which on nothing was told yet.

    `confirm_hash`: of the token in the link that was sent to the address.
    """

    class State(models.TextChoices):
        ASKED = "asked"
        SENDING = "sending"
        SENT = "sent"
        KEPT = "kept"

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="alerts")
    mark = models.CharField(max_length=64)
    wanted = models.TextField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_on = models.DateField()
    confirm_hash = models.CharField(max_length=64, blank=True, db_index=True)
    since = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "mark"], name="followed_once_by_each")]
        indexes = [models.Index(fields=["state", "since"], name="alerts_by_state")]

    def __str__(self) -> str:
        return "alert"
