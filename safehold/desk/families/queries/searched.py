# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of a family's file are searched. Where somebody is, and what is safe there, is not among them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.families.models import FamilyFile
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText
from safehold.persistence.sealed import SealedInCase


def texts_of_file(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield FieldText(FieldClass.IDENTITY, _("Family"), document["title"])
    for each in document["people"]:
        yield FieldText(FieldClass.IDENTITY, _("Relative"), each["name"])
    if document["reasons"]:
        yield FieldText(FieldClass.IDENTITY, _("Why this way was chosen"), document["reasons"])
    for kind in ("stages", "obstacles"):
        for each in document[kind]:
            if each["words"]:
                yield FieldText(FieldClass.IDENTITY, _("Family"), each["words"])


TEXTS_OF: dict[type[SealedInCase], Callable[[dict[str, Any]], Iterable[FieldText]]] = {
    FamilyFile: texts_of_file
}
