# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which database holds what, on the desk: its own, and the public site's under the alias `public`."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from safehold.persistence.sides import DATABASE_OF

DESK_ALIAS, PUBLIC_ALIAS = DATABASE_OF["desk"], DATABASE_OF["public"]


def is_public_module(name: str) -> bool:
    return name.startswith("safehold.public.")


class DeskRouter:
    """Send public models to the public database; let no relation cross; migrate only the desk's own."""

    def _alias(self, model: type[Model]) -> str:
        return PUBLIC_ALIAS if is_public_module(model.__module__) else DESK_ALIAS

    def db_for_read(self, model: type[Model], **hints: Any) -> str:  # noqa: ARG002
        return self._alias(model)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:  # noqa: ARG002
        return self._alias(model)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:  # noqa: ARG002
        return self._alias(type(one)) == self._alias(type(other))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ARG002
        belongs_to_public = is_public_module(apps.get_app_config(app_label).name)
        if db == PUBLIC_ALIAS:
            return belongs_to_public and settings.MIGRATES_PUBLIC
        return not belongs_to_public
