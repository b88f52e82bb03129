# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case and what belongs to it. Each row's words are one sealed document under the case key.

In the clear: ids, organisation, state, triage, who it is assigned to, days.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel


class State(models.TextChoices):
    NEW = "new", _("New")
    OPEN = "open", _("In progress")
    WAITING = "waiting", _("Waiting for them")
    CLOSED = "closed", _("Closed")


class Triage(models.TextChoices):
    ROUTINE = "routine", _("Routine")
    ELEVATED = "elevated", _("Elevated")
    URGENT = "urgent", _("Urgent")


class Case(RandomIdModel):
    """A person or group being supported. `sealed`: case.case/1 {title, decoy?}.

    `unread_on`: the day since which something sealed waits to be read in it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    triage = models.CharField(max_length=10, choices=Triage, default=Triage.ROUTINE)
    assigned_to = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    key_version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    unread_on = models.DateField(null=True)


class CaseReport(models.Model):
    """The raw words of a report, never edited. The id is the report's id on both sides.

    `sealed`: case.report/1, the report document as it was sent, with the reporter's public halves and the
    secret of its files.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    sealed = models.BinaryField()
    received_on = models.DateField()
    mailbox_closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"report {self.id}"


class Message(RandomIdModel):
    """A word between the person and the desk. `sealed`: case.message/1 {words, language, document, consents,
    …}.

    The id of a reply is the outbox's. `signature_hash`: SHA-256 of the person's signature, so that a message
    which somebody copies on its way is filed once. (Nobody without their key can guess a signature.)
    """

    class Direction(models.TextChoices):
        FROM_REPORTER = "from-reporter"
        TO_REPORTER = "to-reporter"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    report = models.ForeignKey(CaseReport, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=14, choices=Direction)
    kind = models.CharField(max_length=12)
    position = models.PositiveIntegerField()
    on_day = models.DateField()
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    signature_hash = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - replies have none
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_message_per_position")]


class Note(RandomIdModel):
    """An internal note. `sealed`: case.note/1 {words}."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField()
    on_day = models.DateField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_note_per_position")]


class CaseFile(models.Model):
    """A file that came with a report; the bytes stay sealed to the report's own identity.

    The id is the one the person's signed note names. `sealed`: case.file/1 {name, media_type, size_bytes,
    sha256, sent_on}.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    report = models.ForeignKey(CaseReport, on_delete=models.CASCADE, related_name="files")
    stored_name = models.CharField(max_length=64, unique=True)
    sealed_size_bytes = models.PositiveBigIntegerField()
    received_on = models.DateField()
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"file {self.id}"


class StateChange(RandomIdModel):
    """One step in a case's history: where it went, how much it pressed from then on, or to whom it was given.

    `to_state` and `from_state` of a change of state; `to_triage` of a triage; `to_member` of an assignment, None for
    nobody.
    """

    class Kind(models.TextChoices):
        STATE = "state"
        TRIAGE = "triage"
        ASSIGNMENT = "assignment"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="history")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATE)
    from_state = models.CharField(max_length=10, choices=State, blank=True)
    to_state = models.CharField(max_length=10, choices=State, blank=True)
    to_triage = models.CharField(max_length=10, choices=Triage, blank=True)
    to_member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on_day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_change_per_position")]


class Renewal(RandomIdModel):
    """New keys for the open cases of an organisation after a removal, and how far it has come."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    started_on = models.DateField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    finished_on = models.DateField(null=True)
