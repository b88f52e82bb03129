# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who can receive something, by name: offices and services of the catalogue, organisations of this desk."""

from __future__ import annotations

from uuid import UUID

from safehold.catalog.authorities import load_authorities
from safehold.catalog.errors import AuthorityUnknown
from safehold.desk.consent.rules import ANYBODY, SHARE_AUTHORITIES, SHARE_ORGANISATION, WITH_RECIPIENTS
from safehold.desk.members import queries as members

Choice = tuple[str, str]


def list_recipients(purpose: str, own_id: UUID, language: str) -> list[Choice]:
    """Return who can be named for a purpose, as (recipient, name); none where nobody receives anything."""
    if purpose == SHARE_ORGANISATION:
        others = [each for each in members.list_organisations() if each.id != own_id]
        return [(f"organisation:{each.id}", each.name_in(language)) for each in others]
    if purpose in WITH_RECIPIENTS:
        return [(each.recipient, each.name(language)) for each in load_authorities().authorities]
    return []


def list_services(language: str) -> list[Choice]:
    """Return the offices and services that can meet a need, as (id, name)."""
    return [(each.id, each.name(language)) for each in load_authorities().authorities]


def purpose_of(recipient: str) -> str:
    """Return what sharing with a recipient is called in the ledger."""
    return SHARE_ORGANISATION if recipient.startswith("organisation:") else SHARE_AUTHORITIES


def label_recipient(recipient: str, language: str) -> str:
    """Return a recipient's name; of one that nobody knows any more, what it is stored as."""
    kind, _, name = recipient.partition(":")
    if recipient == ANYBODY:
        return ""
    if kind == "organisation":
        return _name_organisation(name, language)
    return label_service(name, language)


def label_service(service: str, language: str) -> str:
    """Return the name of an office or a service."""
    try:
        return load_authorities().authority(service).name(language)
    except AuthorityUnknown:
        return service


def _name_organisation(name: str, language: str) -> str:
    for each in members.list_organisations():
        if str(each.id) == name:
            return each.name_in(language)
    return name
