# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A column that holds the tokens of one text: an array on PostgreSQL, where it is indexed; packed bytes on SQLite."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from safehold.core.blind import TOKEN_BYTES

Tokens = frozenset[int]


class TokensField(models.Field[Iterable[int], Tokens]):
    """Migrations know it as a BinaryField, since they import nothing from here; one of them changes the column."""

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer[]" if connection.vendor == "postgresql" else "blob"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: ARG002
        ordered = sorted(value)
        return ordered if connection.vendor == "postgresql" else struct.pack(f">{len(ordered)}i", *ordered)

    def from_db_value(self, value: Any, *_: object) -> Tokens:
        if isinstance(value, list):
            return frozenset(value)
        return frozenset(struct.unpack_from(f">{len(value) // TOKEN_BYTES}i", value))
