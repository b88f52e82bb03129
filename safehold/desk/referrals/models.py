# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Referrals of a case, the packets that left, each contact with a receiver, and the letters.

In the clear: ids, who receives (a code of the catalogue), state, days, counts, codes of answers. Sealed: what was
chosen and written, who answered, file numbers, and the packet as it left.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Case
from safehold.desk.members.models import Member, Organisation
from safehold.persistence.models import RandomIdModel
from safehold.persistence.sealed import SealedInCase


class State(models.TextChoices):
    """The states of `rules.State` with the words a caseworker reads."""

    DRAFT = "draft", _("Being prepared")
    READY = "ready", _("Ready to send")
    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    SENT_ELSEWHERE = "sent-elsewhere", _("Sent elsewhere")
    SILENT = "silent", _("Silent")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Consent taken back")


class Way(models.TextChoices):
    PHONE = "phone", _("By phone")
    MAIL = "mail", _("By e-mail")
    PORTAL = "portal", _("On their web page")
    IN_PERSON = "in-person", _("In person")
    LETTER = "letter", _("By letter")


class Direction(models.TextChoices):
    OURS = "ours", _("We asked them")
    THEIRS = "theirs", _("They came to us")


class Answer(models.TextChoices):
    """The answers of `rules.Answer` with the words a caseworker reads."""

    RECEIVED = "received", _("They have it")
    ASKED_FOR_MORE = "asked-for-more", _("They ask for more")
    ACCEPTED = "accepted", _("They take it on")
    REFUSED = "refused", _("They refuse it")
    SENT_ELSEWHERE = "sent-elsewhere", _("They send the person elsewhere")
    NO_ANSWER = "no-answer", _("No answer")


class PacketLanguage(models.TextChoices):
    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"


class LetterKind(models.TextChoices):
    STATUS = "status", _("Ask for status and outcome")
    COMPLAINT = "complaint", _("Complain about the silence")


class Routing(SealedInCase, RandomIdModel):
    """What a caseworker answered for routing. `sealed`: referrals.routing/1 {flags}."""

    sealed_as = "referrals.routing/1"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="+")
    answered_on = models.DateField()


class Referral(SealedInCase, RandomIdModel):
    """One receiver of one case. `sealed`: referrals.referral/1 {fields, files, cover, name, details, file_number,
    officer}.

    receiver: "authority:<id>" or "service:<id>" of the catalogue, or "other". rules: the ids of the rules that proposed
    it, none when somebody added it. hand_offs: how often this receiver sent the person elsewhere.
    answered_on: the day they first said anything.
    """

    sealed_as = "referrals.referral/1"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=64)
    rules = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    language = models.CharField(max_length=2, choices=PacketLanguage, default=PacketLanguage.ENGLISH)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    created_on = models.DateField()
    sent_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    follow_up_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    hand_offs = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="referrals_of_a_case"),
            models.Index(fields=["organisation", "state", "follow_up_on"], name="referrals_that_are_due"),
        ]


class Packet(SealedInCase, RandomIdModel):
    """What left, exactly. `sealed`: referrals.packet/1 {content, sha256}: the content that the PDF is drawn from.

    consents: the ids of the ledger's entries that it stands on, with spaces between.
    """

    sealed_as = "referrals.packet/1"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="packets")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    way = models.CharField(max_length=10, choices=Way)
    consents = models.TextField(blank=True)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("referral", "position", name="one_packet_per_position")]


class Contact(SealedInCase, RandomIdModel):
    """One contact with a receiver. `sealed`: referrals.contact/1 {words, file_number, officer}."""

    sealed_as = "referrals.contact/1"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="contacts")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    on_day = models.DateField()
    way = models.CharField(max_length=10, choices=Way)
    direction = models.CharField(max_length=6, choices=Direction)
    answer = models.CharField(max_length=16, choices=Answer)
    follow_up_on = models.DateField(null=True)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("referral", "position", name="one_contact_per_position")]


class Letter(SealedInCase, RandomIdModel):
    """A letter about a referral. `sealed`: referrals.letter/1 {text}. receiver: whom it goes to."""

    sealed_as = "referrals.letter/1"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="letters")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=LetterKind)
    receiver = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=PacketLanguage)
    position = models.PositiveIntegerField()
    consents = models.TextField(blank=True)
    author = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    on_day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint("referral", "position", name="one_letter_per_position")]
