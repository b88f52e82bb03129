# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of dossiers are searched."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.core.dossiers.parts import Parts, texts_of
from safehold.desk.dossiers.models import Dossier, Review, Step
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText
from safehold.persistence.sealed import SealedInCase


def texts_of_dossier(document: Mapping[str, Any]) -> Iterable[FieldText]:
    for text in filter(None, texts_of(Parts.of(document["parts"]))):
        yield FieldText(FieldClass.IDENTITY, _("Dossier"), text)


def texts_of_words(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.IDENTITY, _("Said of a dossier"), document["words"])


TEXTS_OF: dict[type[SealedInCase], Callable[[dict[str, Any]], Iterable[FieldText]]] = {
    Dossier: texts_of_dossier,
    Review: texts_of_words,
    Step: texts_of_words,
}
