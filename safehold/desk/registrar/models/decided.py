# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office decides: notices, agreements, opinions, what is expected, and what waits for a second person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.registrar.models.log import Leaf, Office
from safehold.desk.registrar.models.register import Entry, Filing
from safehold.persistence.models import RandomIdModel


class Notice(RandomIdModel):
    """A notice of violation, from its service to its end. Nothing of it is public before the decision (s. 15, s. 21).

    `sealed`: who, what and how much, under the office's key.
    """

    class State(models.TextChoices):
        SERVED = "served", _("Served")
        REPRESENTED = "represented", _("Representations received")
        COMMITTED = "committed", _("Decided: committed")
        NOT_COMMITTED = "not-committed", _("Decided: not committed")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="notices")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    provision = models.CharField(max_length=12)
    served_on = models.DateField()
    answer_by = models.DateField()
    state = models.CharField(max_length=14, choices=State, default=State.SERVED)
    paid_on = models.DateField(null=True)
    representation = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Agreement(RandomIdModel):
    """A compliance agreement, from its making to its end.

    The Act says of them only that regulations may (s. 22(c)). So who and what stays sealed, unless the office has
    confirmed that the Regulations let it be public; then its leaves say so (`is_public`).
    """

    class State(models.TextChoices):
        MADE = "made", _("Runs")
        KEPT = "kept", _("Kept")
        BROKEN = "broken", _("Broken")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="agreements")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="agreements")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="agreements")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    outcome = models.ForeignKey(Leaf, on_delete=models.PROTECT, null=True, related_name="+")
    provision = models.CharField(max_length=12)
    is_public = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.MADE)
    made_on = models.DateField()
    due_on = models.DateField(null=True)
    """By when they do what they agreed to; None without a day."""
    ended_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Opinion(RandomIdModel):
    """An advisory opinion (s. 13): what was asked, by whom, and what the office answered, under the office's key."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="opinions")
    filing = models.OneToOneField(Filing, on_delete=models.PROTECT, null=True, related_name="opinion")
    leaf = models.ForeignKey(Leaf, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField()
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class ExpectedUpdate(RandomIdModel):
    """An update of an entry that its registrant said is coming. `sealed`: what they said."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="expected_updates")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="expected_updates")
    changes_on = models.DateField()
    """The day on which, as they said, something changes."""
    version = models.PositiveIntegerField()
    """The entry's newest version when it was noted: a later one of the registrant's is the update."""
    noted_on = models.DateField()
    noted_by = models.UUIDField()
    settled_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()


class CatchUp(RandomIdModel):
    """That a desk which was put back to an older day fetched the leaves since from the public side.

    `lacking`: position of a leaf -> names of its fields whose values this desk no longer has. `filings`: how many
    filings came back from the public side.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="catch_ups")
    start = models.PositiveBigIntegerField()
    end = models.PositiveBigIntegerField()
    lacking = models.JSONField(default=dict)
    filings = models.PositiveIntegerField(default=0)
    made_on = models.DateField()
    made_by = models.UUIDField()


class Proposal(RandomIdModel):
    """What one registrar proposes and another confirms: refusing, withholding, redacting, a notice, a decision, a
    compliance agreement and its end.

    `sealed`: the reasons, and what is to be published, under the office's key. `fields`: names only.
    """

    class Kind(models.TextChoices):
        REFUSAL = "refusal", _("Refuse a filing")
        WITHHOLDING = "withholding", _("Withhold fields for safety")
        REDACTION = "redaction", _("Erase fields for good")
        NOTICE = "notice", _("Serve a notice of violation")
        DECISION = "decision", _("Decide on a violation")
        AGREEMENT = "agreement", _("Make a compliance agreement")
        OUTCOME = "outcome", _("End a compliance agreement")

    class Outcome(models.TextChoices):
        OPEN = "open", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        REJECTED = "rejected", _("Not confirmed")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=Kind)
    filing = models.ForeignKey(Filing, on_delete=models.CASCADE, null=True, related_name="proposals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="proposals")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="proposals")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="proposals")
    position = models.PositiveBigIntegerField(null=True)
    """The leaf whose fields it is about."""
    fields = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    proposed_by = models.UUIDField()
    proposed_on = models.DateField()
    settled_by = models.UUIDField(null=True)
    settled_on = models.DateField(null=True)
    key_version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="confirmed") | ~models.Q(settled_by=models.F("proposed_by")),
                name="two_people_for_what_is_confirmed",
            )
        ]
