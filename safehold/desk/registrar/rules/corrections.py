# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a field of the register's forms may hold. What the office publishes in a registrant's place is checked. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from safehold.catalog.countries import is_country
from safehold.catalog.register_forms import RegisterField, RegisterForm
from safehold.desk.registrar.errors import ValueWrong

AMOUNT, CURRENCY = re.compile(r"\d{1,15}\.\d{2}", re.ASCII), re.compile(r"[A-Z]{3}", re.ASCII)


def require_values(form: RegisterForm, values: Mapping[str, Any], changed: Collection[str]) -> None:
    """Raise ValueWrong unless each changed value is one that its field may have, and the days are in order."""
    for name in form.names:
        if name in changed and not is_value(form, name, values.get(name)):
            raise ValueWrong(name)
    started, ended = values.get("started_on"), values.get("ended_on")
    if {"started_on", "ended_on"} & set(changed) and started and ended and ended < started:
        raise ValueWrong("ended_on")


def is_value(form: RegisterForm, name: str, value: Any) -> bool:
    """Whether a field may hold a value. Raises FieldUnknown (catalog)."""
    field = form.field(name)
    if value is None:
        return not field.required
    fits: dict[str, bool] = {
        "date": _is_day(value),
        "codes": field.type == "codes" and _are_codes(form, field, value),
        "bool": isinstance(value, bool),
        "country": isinstance(value, str) and is_country(value),
        "money": _is_money(value),
    }
    return fits[field.type] if field.type in fits else _fits(field, value)


def _fits(field: RegisterField, value: Any) -> bool:
    """Whether it is text, and not too much."""
    is_text = isinstance(value, str) and bool(value.strip())
    return is_text and (not field.most_chars or len(value) <= field.most_chars)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _are_codes(form: RegisterForm, field: RegisterField, value: Any) -> bool:
    """Each once, and in the order of their list."""
    if not isinstance(value, list) or not value:
        return False
    in_order = [code for code in form.codes_of(field.name).names if code in value]
    return value == in_order and (not field.most or len(value) <= field.most)


def _is_money(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"amount", "currency"}:
        return False
    amount, currency = value["amount"], value["currency"]
    if not isinstance(amount, str) or not isinstance(currency, str):
        return False
    return bool(AMOUNT.fullmatch(amount) and CURRENCY.fullmatch(currency))
