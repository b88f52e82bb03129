# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of keys: what ends with a session, and what is looked at when somebody unlocks."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest


def forget(request: HttpRequest | None, **kwargs: Any) -> None:  # noqa: ARG001
    """Delete the unlocking of a session that is being signed out."""
    from safehold.desk.vault.actions import forget_session

    if request is not None and request.session.session_key:
        forget_session(request.session.session_key)


class VaultConfig(AppConfig):
    name = "safehold.desk.vault"

    def ready(self) -> None:
        from safehold.desk.vault import at_unlock
        from safehold.desk.vault.actions.escrow import check_kit
        from safehold.desk.vault.actions.lists import top_up_at_unlock
        from safehold.desk.vault.actions.reissuing import reissue_lists
        from safehold.desk.vault.actions.vaults import check_vaults

        at_unlock.register("looking at the vaults", check_vaults, for_everybody=True)
        at_unlock.register("topping up weekly keys", top_up_at_unlock)
        at_unlock.register("signing lists again", reissue_lists)
        at_unlock.register("looking at the recovery kit", check_kit)
        user_logged_out.connect(forget, dispatch_uid="safehold/vault/forget")
