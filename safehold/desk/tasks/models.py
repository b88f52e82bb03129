# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What has to be done. In the clear: ids, a kind, days, who. The words that somebody typed are sealed.

A task without a case has no words of its own, because it has no key (docs/decisions/0028).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.models import Member, Organisation
from safehold.desk.tasks.kinds import Kind, kind_of
from safehold.desk.tasks.rules import Repeat
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class Unit(models.TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class TaskWords(SealedInCase, RandomIdModel):
    """What a member wrote. `sealed`: task.words/1 {words}. One for all turns of a task that repeats."""

    sealed_as = "task.words/1"

    case_id = models.UUIDField(db_index=True)


class Task(RandomIdModel):
    """One thing to do. `first_due_on`: the day that whoever opened it named; a repeat is counted from there.

    `about_id`: what it is about (a referral, a share, an assessment); there is one open task of a kind about a thing.
    `follows`: the turn before, of a task that repeats.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=32)
    case_id = models.UUIDField(null=True, db_index=True)
    about_id = models.UUIDField(null=True, db_index=True)
    words = models.ForeignKey(TaskWords, on_delete=models.CASCADE, null=True, related_name="+")
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    repeat_every = models.PositiveSmallIntegerField(null=True)
    repeat_unit = models.CharField(max_length=6, choices=Unit, blank=True)
    follows = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="next")
    assigned_to = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "kind",
                "about_id",
                condition=Q(done_on=None, about_id__isnull=False),
                name="one_open_task_about_a_thing",
            )
        ]
        indexes = [
            models.Index("organisation", "due_on", condition=Q(done_on=None), name="open_tasks"),
            models.Index("assigned_to", "due_on", condition=Q(done_on=None), name="open_tasks_of_a_member"),
        ]

    @property
    def words_of_kind(self) -> Kind:
        return kind_of(self.kind)

    @property
    def repeat(self) -> Repeat | None:
        return Repeat(self.repeat_every, self.repeat_unit) if self.repeat_every else None

    @property
    def holder(self) -> Member | None:
        """Who has it now: nobody, when the account of whoever had it is closed."""
        return self.assigned_to if self.assigned_to and self.assigned_to.is_active else None

    @property
    def left_by(self) -> Member | None:
        """Who had it when their account was closed."""
        return self.assigned_to if self.assigned_to and not self.assigned_to.is_active else None


class Calendar(RandomIdModel):
    """The address under which a member's calendar program fetches their days. Of its secret only a hash is kept."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="+")
    capability_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
