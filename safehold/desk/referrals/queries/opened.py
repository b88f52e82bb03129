# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is sealed in referrals, once opened. What a role may not see is left empty here, before any page has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from safehold.catalog.authorities import Authority, load_authorities
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.members.rules import FieldClass, may_see
from safehold.desk.referrals import rules
from safehold.desk.referrals.models import Contact, Letter, Packet, Referral
from safehold.desk.vault.actions import Unlocked

FIELD_CLASSES = {
    "receiver": FieldClass.CLEAR,
    "cover": FieldClass.IDENTITY,
    "words": FieldClass.IDENTITY,
    "text": FieldClass.IDENTITY,
    "name": FieldClass.IDENTITY,
    "details": FieldClass.IDENTITY,
    "file_number": FieldClass.IDENTITY,
    "officer": FieldClass.IDENTITY,
    "content": FieldClass.SAFETY,
}
"""What each field of a referral tells: whoever shows one asks `members.rules.may_see` first. What is written to an
office says whom it is about."""


@dataclass(frozen=True)
class OpenedReferral:
    """fields, files: what was chosen for the packet: names of `rules.PACKET_FIELDS`, and ids of files.

    name, details: of a receiver that is not in the catalogue.
    """

    row: Referral
    fields: tuple[str, ...]
    files: tuple[str, ...]
    cover: str = field(repr=False)
    name: str = field(repr=False)
    details: str = field(repr=False)
    file_number: str = field(repr=False)
    officer: str = field(repr=False)

    @property
    def authority(self) -> Authority | None:
        return find_authority(self.row.receiver)

    def name_in(self, language: str) -> str:
        return self.name or name_receiver(self.row.receiver, language)

    @property
    def is_open(self) -> bool:
        return self.row.state in rules.OPEN

    @property
    def is_given(self) -> bool:
        return self.row.state in rules.GIVEN

    @property
    def is_called(self) -> bool:
        """Whether one calls there and does not write."""
        return rules.is_called(self.authority)


@dataclass(frozen=True)
class OpenedContact:
    row: Contact
    words: str = field(repr=False)
    file_number: str = field(repr=False)
    officer: str = field(repr=False)


@dataclass(frozen=True)
class OpenedLetter:
    row: Letter
    text: str = field(repr=False)

    def name_in(self, language: str) -> str:
        return name_receiver(self.row.receiver, language)


def find_authority(receiver: str) -> Authority | None:
    """Return the catalogue's entry for a receiver; None for "other"."""
    return rules.find_authority(load_authorities(), receiver)


def name_receiver(receiver: str, language: str) -> str:
    """Return a receiver's name in French, or in English for every other language; the id where there is none."""
    authority = find_authority(receiver)
    return authority.name(language) if authority else receiver.partition(":")[2]


def open_referral(key: bytes, row: Referral, role: str) -> OpenedReferral:
    document = _seen_by(role, row.open(key))
    return OpenedReferral(
        row,
        fields=tuple(document["fields"]),
        files=tuple(document["files"]),
        cover=document["cover"],
        name=document["name"],
        details=document["details"],
        file_number=document["file_number"],
        officer=document["officer"],
    )


def _seen_by(role: str, document: dict[str, Any]) -> dict[str, Any]:
    hidden = [name for name, kind in FIELD_CLASSES.items() if name in document and not may_see(role, kind)]
    return document | dict.fromkeys(hidden, "")


def open_referrals(unlocked: Unlocked, case: Case, rows: list[Referral]) -> list[OpenedReferral]:
    """Open referrals of one case, also while it gets a new key. Raises RowTampered or KeyMissing."""
    role, ids = unlocked.member.role, [row.pk for row in rows]

    def opening(who: Unlocked, now: Case) -> list[OpenedReferral]:
        key = who.case_key(now.id, now.key_version)
        found = {row.pk: row for row in Referral.objects.filter(id__in=ids).select_related("author", "case")}
        return [open_referral(key, found[each], role) for each in ids if each in found]

    return cases.as_it_is_now(unlocked, case, opening) if rows else []


def open_contacts(unlocked: Unlocked, case: Case, referral: Referral) -> list[OpenedContact]:
    """Open the log of a referral, newest first."""

    def opening(who: Unlocked, now: Case) -> list[OpenedContact]:
        key = who.case_key(now.id, now.key_version)
        rows = Contact.objects.filter(referral=referral).select_related("author").order_by("-position")
        found = [(row, _seen_by(who.member.role, row.open(key))) for row in rows]
        return [
            OpenedContact(row, said["words"], said["file_number"], said["officer"]) for row, said in found
        ]

    return cases.as_it_is_now(unlocked, case, opening)


def open_letters(unlocked: Unlocked, case: Case, referral: Referral) -> list[OpenedLetter]:
    """Open the letters of a referral, newest first."""

    def opening(who: Unlocked, now: Case) -> list[OpenedLetter]:
        key = who.case_key(now.id, now.key_version)
        rows = Letter.objects.filter(referral=referral).select_related("author").order_by("-position")
        return [OpenedLetter(row, _seen_by(who.member.role, row.open(key))["text"]) for row in rows]

    return cases.as_it_is_now(unlocked, case, opening)


def open_packet(unlocked: Unlocked, case: Case, packet: Packet) -> dict[str, Any]:
    """Return the content of a packet as it left; empty for a role that may not see everything in it."""

    def opening(who: Unlocked, now: Case) -> dict[str, Any]:
        row = Packet.objects.get(pk=packet.pk)
        content: dict[str, Any] = row.open(who.case_key(now.id, now.key_version))["content"]
        return content if may_see(who.member.role, FIELD_CLASSES["content"]) else {}

    return cases.as_it_is_now(unlocked, case, opening)
