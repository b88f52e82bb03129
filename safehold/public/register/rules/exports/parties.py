# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is on the register and what stands between them, as far as one leaf says it. Every format begins here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from safehold.catalog.errors import FieldUnknown
from safehold.catalog.register_forms import RegisterForm, register_form
from safehold.public.register.rules.history import Telling, name_fields

REGISTRANT, PRINCIPAL = "registrant", "principal"
FARA = "fara-active/1"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Party:
    """A registrant or a foreign principal. No name: it is withheld. kind: the form's code; empty where it is not told.

    withheld: names of the fields about it that were taken away.
    """

    id: UUID
    role: str
    name: str | None = None
    kind: str = ""
    kind_label: str = ""
    address: str = ""
    country: str = ""
    number: str = ""
    alias: str = ""
    on: date | None = None
    leaf: int | None = None
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrangement:
    """The newest version of an entry."""

    id: UUID
    leaf: int
    on: date
    registrant: UUID | None
    principal: UUID | None
    form: str
    is_replay: bool
    started_on: str = ""
    ended_on: str = ""
    has_ended: bool = False
    purpose: str = ""
    terms: str = ""
    activities: tuple[str, ...] = ()
    withheld: tuple[str, ...] = field(default=())


def read_party(entity_id: UUID, role: str, telling: Telling | None) -> Party:
    """Return a party as a leaf that names it tells of it; without a leaf, as one whose name is withheld."""
    if telling is None:
        return Party(entity_id, role)
    name = name_fields(telling.form)[role == PRINCIPAL]
    values = telling.values
    kind = _first(values.get(f"{role}_kind"))
    mine = [each for each in telling.withheld if each.startswith(role) or telling.form == FARA]
    return Party(
        id=entity_id,
        role=role,
        name=_text(values.get(name)) or None if name else None,
        kind=kind,
        kind_label=_label(telling.form, f"{role}_kind", kind),
        address=_address(telling, role),
        country=_text(values.get(f"{role}_country")),
        number=_text(values.get("registration_number")) if role == REGISTRANT else "",
        alias=_text(values.get("business_name")) if role == REGISTRANT else "",
        on=telling.on,
        leaf=telling.index,
        withheld=tuple(sorted(mine)),
    )


def read_arrangement(
    entry_id: UUID, telling: Telling, registrant: UUID | None, principal: UUID | None
) -> Arrangement:
    values = telling.values
    ended_on = _text(values.get("ended_on"))
    has_ended = telling.kind == "termination"
    return Arrangement(
        id=entry_id,
        leaf=telling.index,
        on=telling.on,
        registrant=registrant,
        principal=principal,
        form=telling.form,
        is_replay=telling.form == FARA,
        started_on=_text(values.get("started_on")) or _text(values.get("registration_date")),
        ended_on=ended_on or (telling.on.isoformat() if has_ended else ""),
        has_ended=has_ended,
        purpose=_text(values.get("purpose")),
        terms=_text(values.get("terms")),
        activities=tuple(
            _label(telling.form, "activities", each) for each in _list(values.get("activities"))
        ),
        withheld=tuple(sorted(telling.withheld)),
    )


def _address(telling: Telling, role: str) -> str:
    values: Mapping[str, Any] = telling.values
    if telling.form == FARA:
        parts = [_text(values.get(name)) for name in ("address", "city", "state", "zip")]
    else:
        parts = [_text(values.get(f"{role}_address"))]
    return ", ".join(line.strip() for part in parts for line in part.splitlines() if line.strip())


def _label(form_name: str, name: str, code: str) -> str:
    form: RegisterForm = register_form(form_name)
    try:
        return form.codes_of(name).label(code, "en") if code else ""
    except FieldUnknown:
        return ""


def _text(value: Any) -> str:
    """Return a text without the control characters that readers of these formats refuse; the history has them."""
    return _CONTROLS.sub("", value).strip() if isinstance(value, str) else ""


def _list(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _first(value: Any) -> str:
    return next(iter(_list(value)), "")
