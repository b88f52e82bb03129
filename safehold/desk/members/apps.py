# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of members. When somebody used a second factor is kept to the day."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils import timezone


def keep_the_day(instance: Any, **kwargs: Any) -> None:  # noqa: ARG001
    """Cut the times of an authenticator to the day here, which is the day that pages show, before they are stored."""
    for name in ("created_at", "last_used_at"):
        if moment := getattr(instance, name):
            here = moment.astimezone(timezone.get_default_timezone())
            setattr(instance, name, here.replace(hour=0, minute=0, second=0, microsecond=0))


class MembersConfig(AppConfig):
    name = "safehold.desk.members"

    def ready(self) -> None:
        pre_save.connect(keep_the_day, sender="mfa.Authenticator", dispatch_uid="safehold/members/day")
