# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What could be shared of a case, and what was chosen: codes and the words as they were written, nothing translated."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries as evidence
from safehold.desk.parties.queries import OpenedParty
from safehold.desk.sharing import rules
from safehold.desk.sharing.models import Offer
from safehold.desk.vault.actions import Unlocked

Content = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What is ticked: fields of `rules.FIELDS`, and ids of reports, incidents and parties. files: of evidence."""

    fields: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """Everything that could be chosen from, opened."""

    opened: cases.OpenedCase = field(repr=False)
    items: list[evidence.OpenedItem] = field(repr=False)
    incidents: list[cases.OpenedIncident] = field(repr=False)
    people: list[OpenedParty] = field(repr=False)


@dataclass(frozen=True)
class OpenedOffer:
    """An offer with what its sender wrote and chose."""

    row: Offer
    words: str = field(repr=False)
    content: Content = field(repr=False)


def gather(unlocked: Unlocked, case: Case) -> Material:
    """Open what a referral can be made of. Raises KeyMissing or RowTampered."""
    return Material(
        opened=cases.open_contents(unlocked, case),
        items=evidence.open_kept(unlocked, case),
        incidents=cases.list_incidents(unlocked, case),
        people=cases.list_people(unlocked, case),
    )


def build_content(material: Material, choice: Choice, role: str) -> Content:
    """Return what the other organisation would get. Nothing is in it that was not chosen, or that the role hides."""
    chosen = set(choice.fields) & set(rules.fields_for(role))
    reports = [each for each in material.opened.reports if str(each.row.id) in choice.reports]
    incidents = [each for each in material.incidents if str(each.id) in choice.incidents]
    content = {
        "title": material.opened.title if "title" in chosen else "",
        "codes": {
            "tactics": cases.list_tactics(reports, incidents) if "what" in chosen else [],
            "help": _list_help(reports) if "help" in chosen else [],
        },
        "received": [str(each.row.received_on) for each in reports] if "received" in chosen else [],
        "reports": [found for each in reports if (found := _report(each, chosen))["answers"]],
        "incidents": [_incident(each, chosen) for each in incidents],
        "parties": [_party(each) for each in material.people if str(each.id) in choice.parties],
        "files": [_file(each) for each in material.items if str(each.row.pk) in choice.files],
    }
    return rules.narrow(content, role)


def _list_help(reports: Collection[cases.OpenedReport]) -> list[str]:
    return list(dict.fromkeys(code for report in reports for code in report.document.help_wanted))


def _report(report: cases.OpenedReport, chosen: Collection[str]) -> Content:
    told = cases.fields_of(report)
    answers = [
        {"field": name, "text": text}
        for name, place in rules.ANSWERS.items()
        if name in chosen and isinstance(text := told.get(place), str) and text.strip()
    ]
    return {
        "received_on": str(report.row.received_on),
        "language": report.document.language,
        "answers": answers,
    }


def _incident(incident: cases.OpenedIncident, chosen: Collection[str]) -> Content:
    return {
        "title": incident.title,
        "narrative": incident.narrative,
        "when": incident.when_words or incident.when,
        "place": str(incident.place) if "where" in chosen else "",
        "tactics": [act.row.tactic for act in incident.acts],
    }


def _party(party: OpenedParty) -> Content:
    return {
        "kind": party.kind,
        "roles": list(party.roles),
        "names": [name["text"] for name in party.names],
        "contacts": list(party.contacts),
    }


def _file(item: evidence.OpenedItem) -> Content:
    document = item.document
    return {
        "id": str(item.row.pk),
        "name": item.name_outside,
        "media_type": document.media_type,
        "size_bytes": document.size_bytes,
        "sha256": document.sha256,
    }


def open_offers(unlocked: Unlocked, case: Case, offers: Collection[Offer]) -> list[OpenedOffer]:
    """Open offers of one case, in their order. Raises KeyMissing or RowTampered."""
    ids = [offer.pk for offer in offers]

    def opening(who: Unlocked, now: Case) -> list[OpenedOffer]:
        key = who.case_key(now.id, now.key_version)
        rows = Offer.objects.filter(case=now, pk__in=ids).select_related("receiver", "sender", "author")
        opened = [(row, row.open(key)) for row in rows]
        return [OpenedOffer(row, document["words"], document["content"]) for row, document in opened]

    order: dict[UUID, int] = {pk: place for place, pk in enumerate(ids)}
    return sorted(cases.as_it_is_now(unlocked, case, opening), key=lambda each: order[each.row.pk])
