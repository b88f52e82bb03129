# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of an actor can be searched: by those who may see who somebody is."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.actors.models import Actor, Decision, MistakenIdentity, Statement
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText
from safehold.persistence.sealed import SealedInCase


def _who(label: object, text: str) -> FieldText:
    return FieldText(FieldClass.IDENTITY, label, text)


def texts_of_actor(document: Mapping[str, Any]) -> Iterable[FieldText]:
    for name in document["names"]:
        yield _who(_("Actor"), name["text"])
    yield _who(_("Actor"), document["description"])


def texts_of_statement(document: Mapping[str, Any]) -> Iterable[FieldText]:
    for part in ("words", "body", "source"):
        yield _who(_("Said of an actor"), document[part])


def texts_of_mistake(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _who(_("Mistaken identity"), document["words"])


def texts_of_decision(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _who(_("Why a match was decided"), document["reason"])


TEXTS_OF: dict[type[SealedInCase], Callable[[dict[str, Any]], Iterable[FieldText]]] = {
    Actor: texts_of_actor,
    Statement: texts_of_statement,
    MistakenIdentity: texts_of_mistake,
    Decision: texts_of_decision,
}
