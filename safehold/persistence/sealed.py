# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows whose words are one sealed document under the key of a case, in whatever room they live.

A new room only inherits `SealedInCase`: then its rows get the case's new key when there is one, go with the case to
another organisation, and end with it.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import models

from safehold.core.rows import open_row, seal_row


class SealedInCase(models.Model):
    """A row with a `case_id` (a foreign key named `case`, or a plain id below the room of cases).

    `sealed_as`: the fixed name and schema number of its document, such as "case.note/1". It is bound into the
    ciphertext together with the row's id: never change one.
    """

    sealed_as: ClassVar[str]

    sealed = models.BinaryField()

    class Meta:
        abstract = True

    def seal(self, key: bytes, document: dict[str, Any]) -> None:
        """Seal `document` into this row; saving is the caller's."""
        self.sealed = seal_row(key, self.sealed_as, self.pk, document)

    def open(self, key: bytes) -> dict[str, Any]:
        """Return this row's document. Raises RowTampered."""
        return open_row(key, self.sealed_as, self.pk, bytes(self.sealed))


def case_id_of(row: SealedInCase) -> UUID:
    """Return the id of the case whose key a row is under."""
    case_id: UUID = row.case_id  # type: ignore[attr-defined]
    return case_id


def list_sealed_models() -> list[type[SealedInCase]]:
    """Return every kind of row that is sealed under the key of a case, in the order of the rooms."""
    return [model for model in apps.get_models() if issubclass(model, SealedInCase)]
