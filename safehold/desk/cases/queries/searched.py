# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of a case can be searched, and what each tells about a person."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.cases.models import Act, Case, CaseFile, CaseReport, Incident, Message, Note
from safehold.desk.cases.rules import shown
from safehold.desk.cases.rules.places import Place
from safehold.desk.members.rules import FieldClass
from safehold.desk.parties.models import Party, PartyRelation
from safehold.desk.search.rules import FieldText
from safehold.persistence.sealed import SealedInCase

WORDS, IDENTITY = FieldClass.WORDS, FieldClass.IDENTITY

LABELS = {
    "words": _("What happened"),
    "when": _("When"),
    "help_words": _("Help wanted"),
    "who_did_it": _("Who did it"),
    "who_was_targeted": _("Who was targeted"),
    "where": _("Where"),
    "safe_contact": _("Safe ways to reach them"),
    "safe_times": _("Safe times"),
    "relatives_at_risk": _("Relatives at risk"),
}
"""The answers of a report that are texts. Whoever did not use our form may have sent something else."""


def texts_of_case(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(WORDS, _("Title"), document["title"])


def texts_of_report(document: Mapping[str, Any]) -> Iterable[FieldText]:
    for name, label in LABELS.items():
        if isinstance(text := document.get(name), str):
            yield FieldText(shown.ANSWERS[name], label, text)


def texts_of_message(document: Mapping[str, Any]) -> Iterable[FieldText]:
    """An addition may be a whole form: then its words are an answer of it, too."""
    whole = document.get("document")
    answers = whole if isinstance(whole, dict) else {}
    yield FieldText(WORDS, _("Message"), document["words"])
    yield from texts_of_report({name: text for name, text in answers.items() if text != document["words"]})


def texts_of_note(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(WORDS, _("Note"), document["words"])


def texts_of_file(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(shown.FILE["name"], _("Name of a file"), document["name"])


def texts_of_incident(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(WORDS, _("Incident"), document["title"])
    yield FieldText(WORDS, _("What happened"), document["narrative"])
    yield FieldText(shown.INCIDENT["place"], _("Where"), str(Place(**document["place"])))


def texts_of_act(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(WORDS, _("The reason that was given"), document["stated_reason"])
    yield FieldText(WORDS, _("How it was done"), document["method_words"])


def texts_of_party(document: Mapping[str, Any]) -> Iterable[FieldText]:
    for name in document["names"]:
        yield FieldText(IDENTITY, _("Name"), name["text"])
    for contact in document["contacts"]:
        yield FieldText(IDENTITY, _("How to reach them"), contact)
    yield FieldText(IDENTITY, _("Who it is"), document["description"])


def texts_of_relation(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(IDENTITY, _("What one is to the other"), document["note"])


TEXTS_OF: dict[type[SealedInCase], Callable[[Mapping[str, Any]], Iterable[FieldText]]] = {
    Case: texts_of_case,
    CaseReport: texts_of_report,
    Message: texts_of_message,
    Note: texts_of_note,
    CaseFile: texts_of_file,
    Incident: texts_of_incident,
    Act: texts_of_act,
    Party: texts_of_party,
    PartyRelation: texts_of_relation,
}
