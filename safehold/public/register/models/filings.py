# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What registrants write and send. None of it is sealed: their pages say so."""

from django.db import models

from safehold.persistence.models import RandomIdModel
from safehold.public.register.models.accounts import Registrant


class FilingKind(models.TextChoices):
    FILING = "filing"
    AMENDMENT = "amendment"
    TERMINATION = "termination"
    REPLY = "reply"
    REPRESENTATION = "representation"
    QUESTION = "question"


class Filing(RandomIdModel):
    """What was sent. Its id is that of its draft, so that sending twice is sending once.

    `values`: every field of the form, the empty ones as null; `base`: those of a change before it. `account`: the id of
    the account, also after it was closed. `entry`: the entry of the register that it changes or, once accepted, has
    become. `follows`: the filing whose values it started from. `about`: of a reply or representation, the leaf that it
    answers. `words`: the office's.
    """

    class State(models.TextChoices):
        SENT = "sent"
        COLLECTED = "collected"
        CORRECTION = "correction"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        ANSWERED = "answered"

    number = models.CharField(max_length=10, unique=True)
    registrant = models.ForeignKey(Registrant, on_delete=models.SET_NULL, null=True, related_name="filings")
    account = models.UUIDField()
    kind = models.CharField(max_length=16, choices=FilingKind)
    form = models.CharField(max_length=32)
    values = models.JSONField()
    base = models.JSONField(null=True)
    changed = models.JSONField(default=list)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followed_by")
    about = models.PositiveBigIntegerField(null=True)
    entry = models.UUIDField(null=True)
    entry_number = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    words = models.TextField(blank=True)
    sent_on = models.DateField()
    collected_on = models.DateField(null=True, db_index=True)
    answered_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["registrant", "sent_on"], name="filings_of_a_registrant")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Draft(RandomIdModel):
    """What is being written, as it was typed: also what is not yet right, and what is missing.

    `typed`: name of an input -> what stood in it. `base`: for a change or an end, the values it started from.
    """

    registrant = models.ForeignKey(Registrant, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=16, choices=FilingKind, default=FilingKind.FILING)
    form = models.CharField(max_length=32)
    typed = models.JSONField(default=dict)
    base = models.JSONField(null=True)
    follows = models.ForeignKey(Filing, on_delete=models.CASCADE, null=True, related_name="drafts")
    about = models.PositiveBigIntegerField(null=True)
    entry = models.UUIDField(null=True)
    changed_on = models.DateField()

    def __str__(self) -> str:
        return f"draft of {self.kind}"
