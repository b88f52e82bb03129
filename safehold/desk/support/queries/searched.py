# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which texts of the support can be searched: by those who may see what keeps people safe."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from safehold.desk.consent.models import Override
from safehold.desk.members.rules import FieldClass
from safehold.desk.search.rules import FieldText
from safehold.desk.support.models import DeviceCheck, Need, RiskAssessment, SafetyStep
from safehold.persistence.sealed import SealedInCase

RISK = {
    "fears": _("What they fear"),
    "who": _("From whom"),
    "how_they_know": _("How they know"),
    "protective": _("What protects them"),
    "decision": _("What we decided"),
}
STEP = {"what": _("Safety plan"), "who": _("Safety plan: who"), "when": _("Safety plan: when")}


def _safety(label: object, text: str) -> FieldText:
    return FieldText(FieldClass.SAFETY, label, text)


def texts_of_risk(document: Mapping[str, Any]) -> Iterable[FieldText]:
    return [_safety(label, document[name]) for name, label in RISK.items()]


def texts_of_step(document: Mapping[str, Any]) -> Iterable[FieldText]:
    return [_safety(label, document[name]) for name, label in STEP.items()]


def texts_of_need(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _safety(_("Need"), document["words"])
    for step in document["log"]:
        yield _safety(_("What became of a need"), step["words"])


def texts_of_check(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _safety(_("Devices and accounts"), document["words"])


def texts_of_override(document: Mapping[str, Any]) -> Iterable[FieldText]:
    yield _safety(_("Why two members share without consent"), document["reason"])


TEXTS_OF: dict[type[SealedInCase], Callable[[dict[str, Any]], Iterable[FieldText]]] = {
    RiskAssessment: texts_of_risk,
    SafetyStep: texts_of_step,
    Need: texts_of_need,
    DeviceCheck: texts_of_check,
    Override: texts_of_override,
}
