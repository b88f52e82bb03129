# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A case and what belongs to it. Each row's words are one sealed document under the case key.

In the clear: ids, organisation, state, triage, who it is assigned to, days, codes of the catalogue.
"""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class State(models.TextChoices):
    NEW = "new", _("New")
    OPEN = "open", _("In progress")
    WAITING = "waiting", _("Waiting for them")
    CLOSED = "closed", _("Closed")


class Triage(models.TextChoices):
    ROUTINE = "routine", _("Routine")
    ELEVATED = "elevated", _("Elevated")
    URGENT = "urgent", _("Urgent")


class Case(SealedInCase, RandomIdModel):
    """A person or group being supported. `sealed`: case.case/1 {title, decoy?}.

    `unread_on`: the day since which something sealed waits to be read in it. `waits_since`: the day since which the
    person waits for an answer; None when the last word was ours. `merged_into`: the case that it was put together
    with and is read in. `triage_rank`: kept by the database, 0 for urgent, so that lists come in order from an index.
    """

    sealed_as = "case.case/1"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    triage = models.CharField(max_length=10, choices=Triage, default=Triage.ROUTINE)
    assigned_to = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    key_version = models.PositiveIntegerField(default=1)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    unread_on = models.DateField(null=True)
    waits_since = models.DateField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    triage_rank = models.GeneratedField(
        expression=models.Case(
            models.When(triage=Triage.URGENT, then=0),
            models.When(triage=Triage.ELEVATED, then=1),
            default=2,
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "merged_into", "triage_rank", "opened_on", "id", "state"],
                name="cases_in_order",
            ),
            models.Index(
                fields=["organisation", "merged_into", "state", "triage_rank", "opened_on", "id"],
                name="cases_of_a_state",
            ),
            models.Index(fields=["organisation", "merged_into", "unread_on"], name="cases_to_read"),
            models.Index(
                fields=["organisation", "merged_into", "triage_rank", "opened_on", "id"],
                condition=models.Q(unread_on__isnull=False),
                name="cases_to_read_in_order",
            ),
            models.Index(fields=["organisation", "merged_into", "waits_since"], name="cases_that_wait"),
        ]

    @property
    def case_id(self) -> UUID:
        """Its own id: a case is a row of its case."""
        return self.id


class CaseReport(SealedInCase):
    """The raw words of a report, never edited. The id is the report's id on both sides.

    `sealed`: case.report/1, the report document as it was sent, with the reporter's public halves and the
    secret of its files.
    """

    sealed_as = "case.report/1"

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    received_on = models.DateField()
    mailbox_closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"report {self.id}"


class Message(SealedInCase, RandomIdModel):
    """A word between the person and the desk. `sealed`: case.message/1 {words, language, document, consents,
    …}.

    The id of a reply is the outbox's. `signature_hash`: SHA-256 of the person's signature, so that a message
    which somebody copies on its way is filed once. (Nobody without their key can guess a signature.)
    """

    sealed_as = "case.message/1"

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

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_message_per_position")]


class Note(SealedInCase, RandomIdModel):
    """An internal note. `sealed`: case.note/1 {words}."""

    sealed_as = "case.note/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    position = models.PositiveIntegerField()
    on_day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_note_per_position")]


class CaseFile(SealedInCase):
    """A file that came with a report; the bytes stay sealed to the report's own identity.

    The id is the one the person's signed note names. `sealed`: case.file/1 {name, media_type, size_bytes,
    sha256, sent_on}.
    """

    sealed_as = "case.file/1"

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    report = models.ForeignKey(CaseReport, on_delete=models.CASCADE, related_name="files")
    stored_name = models.CharField(max_length=64, unique=True)
    sealed_size_bytes = models.PositiveBigIntegerField()
    received_on = models.DateField()

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


class PlacePrecision(models.TextChoices):
    """How exactly the person lets us keep where something happened; the finest part that is kept."""

    NONE = "none", _("Not at all")
    COUNTRY = "country", _("The country")
    REGION = "region", _("The province or region")
    TOWN = "town", _("The town")
    EXACT = "exact", _("The exact place")


class Incident(SealedInCase, RandomIdModel):
    """What happened once. `sealed`: case.incident/1 {title, narrative, when, when_words, place, reports}.

    `when` is EDTF and `when_words` as it was written; `when_earliest` and `when_latest` are the days it can mean, None
    where it is open. `place` holds no part finer than `place_precision`; `reports`: the ids of those it was told in.
    """

    sealed_as = "case.incident/1"

    class State(models.TextChoices):
        TOLD = "told", _("As told")
        CHECKED = "checked", _("Read back to them")
        SET_ASIDE = "set-aside", _("Set aside")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    position = models.PositiveIntegerField()
    when_earliest = models.DateField(null=True)
    when_latest = models.DateField(null=True)
    place_precision = models.CharField(max_length=7, choices=PlacePrecision, default=PlacePrecision.NONE)
    state = models.CharField(max_length=9, choices=State, default=State.TOLD)

    class Meta:
        constraints = [models.UniqueConstraint("case", "position", name="one_incident_per_position")]


class Act(SealedInCase, RandomIdModel):
    """One tactic against somebody. `sealed`: case.act/1 {targets, actors, stated_reason, method_words}.

    Codes of the catalogue: `tactic`, `method` or "", `attribution` (A0 to A4), `actor_type`. `targets` and `actors` are
    ids of parties.
    """

    sealed_as = "case.act/1"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="acts")
    position = models.PositiveIntegerField()
    tactic = models.CharField(max_length=12)
    method = models.CharField(max_length=20, blank=True)
    attribution = models.CharField(max_length=2, default="A0")
    actor_type = models.CharField(max_length=4, default="UNKN")

    class Meta:
        constraints = [models.UniqueConstraint("incident", "position", name="one_act_per_position")]
        indexes = [models.Index(fields=["case", "tactic"], name="acts_of_case_by_tactic")]
