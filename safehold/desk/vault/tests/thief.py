# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who once opened a vault, kept its secrets, and now has a copy of the whole database."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from safehold.core import age
from safehold.desk.vault import wrapping
from safehold.desk.vault.actions import Unlocked
from safehold.desk.vault.errors import SecretMisplaced
from safehold.desk.vault.models import SubjectKey


@dataclass
class Thief:
    """Holds the identity of a member and of each vault that it opened on the day of the copy."""

    identities: list[age.Identity] = field(repr=False)

    @classmethod
    def like(cls, unlocked: Unlocked) -> "Thief":
        return cls([unlocked.identity, *unlocked.vault_identities()])

    def open_everything(self) -> list[str]:
        """Try all that is sealed in the desk's database; return the names of what opened."""
        opened = [name for name, sealed in _sealed_things() if self._opens(sealed)]
        return opened + [f"key of {row.thing}" for row in SubjectKey.objects.all() if self._unwraps(row)]

    def _opens(self, sealed: bytes) -> bool:
        try:
            age.open_sealed(sealed, self.identities)
        except age.AgeError:
            return False
        return True

    def _unwraps(self, row: SubjectKey) -> bool:
        for identity in self.identities:
            key = wrapping.subject_key_of(identity.secret_seed())
            try:
                wrapping.unwrap_subject(key, row.thing, bytes(row.sealed))
            except SecretMisplaced:
                continue
            return True
        return False


def _sealed_things() -> Iterator[tuple[str, bytes]]:
    for model in apps.get_models():
        if not model._meta.app_label.startswith("reporting"):
            for field_ in model._meta.fields:
                if isinstance(field_, models.BinaryField):
                    for pk, value in model._default_manager.values_list("pk", field_.name):
                        yield f"{model._meta.label}.{field_.name} {pk}", bytes(value or b"")
