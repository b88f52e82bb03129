# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of referrals are searched, and what each tells."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safehold.desk.referrals.models import Contact, Letter, Packet, Referral
from safehold.desk.referrals.queries.opened import FIELD_CLASSES
from safehold.desk.search.rules import FieldText
from safehold.persistence.sealed import SealedInCase

LABELS: dict[str, Promise | str] = {
    "name": _("Receiver"),
    "details": _("How to reach a receiver"),
    "cover": _("Words to a receiver"),
    "words": _("What a receiver said"),
    "text": _("Letter"),
    "file_number": _("A receiver's file number"),
    "officer": _("Who answered there"),
}


def texts_of(document: Mapping[str, Any]) -> Iterable[FieldText]:
    """Return the texts of any row of this room, each with the class that its field declares."""
    for name, label in LABELS.items():
        if name in document:
            yield FieldText(FIELD_CLASSES[name], label, document[name])


def texts_of_packet(document: Mapping[str, Any]) -> Iterable[FieldText]:
    """Return what left in a packet, but for what stands around it and its cover, which is the referral's."""
    kind, label, content = FIELD_CLASSES["content"], _("A packet that left"), document["content"]
    for section in content["sections"]:
        for item in section["items"]:
            yield FieldText(kind, label, item["text"])
    for file in content["evidence"]:
        yield FieldText(kind, label, file["name"])


TEXTS_OF: dict[type[SealedInCase], Callable[[Mapping[str, Any]], Iterable[FieldText]]] = {
    Referral: texts_of,
    Contact: texts_of,
    Letter: texts_of,
    Packet: texts_of_packet,
}
