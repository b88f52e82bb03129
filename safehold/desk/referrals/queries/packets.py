# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a receiver would see: the chosen fields, in the packet's language, and the person's own words in theirs.

One content document is what the preview shows, what the PDF is drawn from, and what is kept of a packet that left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safehold.catalog.errors import CatalogError
from safehold.catalog.help_wanted import load_help_wanted
from safehold.catalog.tactics import load_tactics
from safehold.desk.cases import queries as cases
from safehold.desk.cases.models import Case
from safehold.desk.evidence import queries as evidence
from safehold.desk.members.rules import FieldClass
from safehold.desk.parties import queries as parties
from safehold.desk.parties.models import Role
from safehold.desk.parties.rules import script_of
from safehold.desk.referrals import rules
from safehold.desk.referrals.queries.named import list_evidence
from safehold.desk.referrals.queries.opened import OpenedReferral
from safehold.desk.vault.actions import Unlocked
from safehold.web.languages import direction_of, tag_of
from safehold.web.references import reference_of

Item = dict[str, Any]
Section = dict[str, Any]

CLASS_LABELS = {
    FieldClass.CLEAR: gettext_lazy("In short"),
    FieldClass.WORDS: gettext_lazy("What happened, in words"),
    FieldClass.IDENTITY: gettext_lazy("Who they are"),
    FieldClass.SAFETY: gettext_lazy("What could hurt somebody, in the wrong hands"),
}
FIELD_LABELS = {
    "what": gettext_lazy("What it may be, by the codes of the catalogue"),
    "received": gettext_lazy("When it reached us"),
    "help": gettext_lazy("The help they want"),
    "words": gettext_lazy("What they wrote, in their own words"),
    "when": gettext_lazy("When it happened"),
    "incidents": gettext_lazy("The incidents, as we wrote them down"),
    "who-did-it": gettext_lazy("Who did it, as they told it"),
    "files": gettext_lazy("A list of the chosen files, each with its SHA-256"),
    "where": gettext_lazy("Where it happened"),
    "who-was-targeted": gettext_lazy("Who was targeted"),
    "people": gettext_lazy("Names of the people, groups and accounts in the case"),
    "reach": gettext_lazy("How to reach them"),
    "safe-times": gettext_lazy("When it is safe to reach them"),
    "relatives": gettext_lazy("Relatives at risk"),
}
TAG_OF_SCRIPT = {"Tibt": "bo", "Arab": "ug", "Hani": "zh-hans", "Hans": "zh-hans", "Hant": "zh-hant"}


@dataclass(frozen=True)
class Material:
    """Everything that could go into a packet, opened: of a case and of those that are read in it."""

    case: Case
    opened: list[cases.OpenedCase] = field(repr=False)
    items: list[evidence.OpenedItem] = field(repr=False)
    incidents: list[cases.OpenedIncident] = field(repr=False)
    people: list[parties.OpenedParty] = field(repr=False)

    @property
    def reports(self) -> list[cases.OpenedReport]:
        return [report for each in self.opened for report in each.reports]

    @property
    def title(self) -> str:
        return self.opened[0].title


@dataclass(frozen=True)
class Choice:
    """What is to be in a packet. files: ids of items of evidence. stamp: stands on top of one that has not left."""

    language: str
    fields: tuple[str, ...]
    files: tuple[str, ...] = ()
    cover: str = field(default="", repr=False)
    stamp: str = ""


def gather(unlocked: Unlocked, case: Case) -> Material:
    """Open what a packet can be made of. Raises KeyMissing or RowTampered."""
    return Material(
        case,
        opened=[cases.open_contents(unlocked, each) for each in cases.list_family(case)],
        items=evidence.open_kept(unlocked, case),
        incidents=[each for each in cases.list_incidents(unlocked, case) if each.stands],
        people=cases.as_it_is_now(unlocked, case, _open_people),
    )


def _open_people(unlocked: Unlocked, case: Case) -> list[parties.OpenedParty]:
    return parties.list_parties(unlocked.case_key(case.id, case.key_version), case.id)


def build_packet(material: Material, referral: OpenedReferral, choice: Choice, on: date) -> dict[str, Any]:
    """Return the content of a packet. Nothing is in it that was not chosen."""
    with translation.override(choice.language):
        return {
            **_frame(material, referral, choice, on),
            "cover": _item("", choice.cover.strip(), choice.language),
            "sections": [section for section in _list_sections(material, choice) if section["items"]],
            "evidence": list_evidence(material.items, choice.files) if "files" in choice.fields else [],
        }


def _frame(material: Material, referral: OpenedReferral, choice: Choice, on: date) -> dict[str, Any]:
    """What stands around the content: whose it is, for whom, and what it is not."""
    organisation = material.case.organisation.name_in(choice.language)
    return {
        "language": choice.language,
        "title": _("Referral"),
        "confidential": _("CONFIDENTIAL"),
        "reference": reference_of(referral.row.pk),
        "from": organisation,
        "page": _("Page"),
        "stamp": choice.stamp,
        "head": [
            [_("To"), referral.name_in(choice.language)],
            [_("From"), organisation],
            [_("Date"), date_format(on, "DATE_FORMAT")],
            [_("Our reference"), reference_of(referral.row.pk)],
        ],
        "notes": [
            _(
                "Confidential. It is given to you alone, to help the person it is about. Do not pass it on "
                "without asking us."
            ),
            _("It is what was told to us. It accuses nobody: please look into it yourselves."),
        ],
        "evidence_title": _("Evidence"),
        "evidence_note": _(
            "We keep these files sealed, and change none. With the SHA-256 you can check that a copy is the same."
        ),
    }


def _list_sections(material: Material, choice: Choice) -> Iterator[Section]:
    chosen = set(choice.fields)
    yield _section(
        _("In short"), (i for name in IN_SHORT if name in chosen for i in IN_SHORT[name](material, choice))
    )
    for report in material.reports:
        title = _("What they sent us on %(day)s") % {
            "day": date_format(report.row.received_on, "DATE_FORMAT")
        }
        yield _section(title, _report_items(report, choice))
    if "incidents" in chosen:
        items = (item for incident in material.incidents for item in _incident_items(incident, choice))
        yield _section(_("Incidents, as we wrote them down"), items)
    if "people" in chosen:
        items = (_person_item(person, choice) for person in material.people)
        yield _section(_("People, groups and accounts"), (item for item in items if item["text"]))


def _section(title: str, items: Iterable[Item]) -> Section:
    return {"title": title, "items": list(items)}


def _item(label: str, text: str, language: str) -> Item:
    """One text with its label. Its script decides how it is drawn, and where it is Han, the language."""
    script = script_of(text, language)
    code = TAG_OF_SCRIPT.get(script, "en" if language in {"bo", "ug", "zh-hans", "zh-hant"} else language)
    if script == "Hani" and language == "zh-hant":
        code = language
    return {"label": label, "text": text, "tag": tag_of(code), "rtl": direction_of(code) == "rtl"}


def _what(material: Material, choice: Choice) -> list[Item]:
    codes = cases.list_tactics(material.reports, material.incidents)
    labels = [_tactic(code, choice.language) for code in codes]
    return [_item(_("What it may be"), "\n".join(labels), choice.language)] if labels else []


def _received(material: Material, choice: Choice) -> list[Item]:
    days = dict.fromkeys(date_format(report.row.received_on, "DATE_FORMAT") for report in material.reports)
    return [_item(_("It reached us on"), "\n".join(days), choice.language)] if days else []


def _help(material: Material, choice: Choice) -> list[Item]:
    known = load_help_wanted()
    codes = dict.fromkeys(code for report in material.reports for code in report.document.help_wanted)
    labels = [known.choice(code).label(choice.language) for code in codes if code in known.codes]
    return [_item(_("Help they want"), "\n".join(labels), choice.language)] if labels else []


IN_SHORT: dict[str, Callable[[Material, Choice], list[Item]]] = {
    "what": _what,
    "received": _received,
    "help": _help,
}


def _report_items(report: cases.OpenedReport, choice: Choice) -> Iterator[Item]:
    """The answers of one report that were chosen, as they were typed."""
    told, chosen = report.document, set(choice.fields)
    answers = [
        ("words", _("In their own words"), told.words),
        ("when", _("When"), told.when),
        ("where", _("Where"), told.where),
        ("who-did-it", _("Who did it"), told.who_did_it),
        ("who-was-targeted", _("Who was targeted"), told.who_was_targeted),
        ("reach", _("How to reach them"), told.safe_contact),
        ("safe-times", _("When it is safe"), told.safe_times),
        ("relatives", _("Relatives at risk"), told.relatives_at_risk),
        ("help", _("Help they want"), told.help_words),
    ]
    for name, label, text in answers:
        if name in chosen and text.strip():
            yield _item(label, text.strip(), told.language)


def _incident_items(incident: cases.OpenedIncident, choice: Choice) -> Iterator[Item]:
    chosen = set(choice.fields)
    lines = [incident.when_words or incident.when]
    if "where" in chosen:
        lines.append(str(incident.place))
    scheme = {level.code: level.label(choice.language) for level in load_tactics().attribution_level}
    for act in incident.acts:
        tactic = _tactic(act.row.tactic, choice.language)
        level = scheme.get(act.row.attribution, "")
        lines.append(_("%(tactic)s. Who is behind it: %(level)s") % {"tactic": tactic, "level": level})
    yield _item(incident.title or _("Incident"), "\n".join(line for line in lines if line), choice.language)
    reasons = [(_("The reason that was given"), act.stated_reason) for act in incident.acts]
    for label, text in (("", incident.narrative), *reasons):
        if text.strip():
            yield _item(label, text.strip(), choice.language)


def _person_item(person: parties.OpenedParty, choice: Choice) -> Item:
    roles = ", ".join(str(Role(role).label) for role in person.roles if role in Role.values)
    label = f"{person.kind_label} ({roles})" if roles else person.kind_label
    lines = [name["text"] for name in person.names]
    if "reach" in choice.fields:
        lines += person.contacts
    return _item(label, "\n".join(lines), choice.language)


def _tactic(code: str, language: str) -> str:
    try:
        return f"{load_tactics().label(code, language)} ({code})"
    except CatalogError:
        return code


def fields_by_class(role: str) -> dict[FieldClass, list[str]]:
    """Return the fields that a role may give, by what they tell."""
    found: dict[FieldClass, list[str]] = {}
    for name in rules.fields_for(role):
        found.setdefault(rules.PACKET_FIELDS[name], []).append(name)
    return found
