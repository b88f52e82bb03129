# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of sharing: its page of a case, what an unlock does, and what ends when a consent is taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def renew(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.sharing.actions import index_shares, refresh_stale, reseal_due, take_keys

    take_keys(unlocked)
    reseal_due(unlocked, on)
    refresh_stale(unlocked, on)
    index_shares(unlocked)


class SharingConfig(AppConfig):
    name = "safehold.desk.sharing"

    def ready(self) -> None:
        from safehold.desk.cases.actions import register_case_page, register_reply_papers
        from safehold.desk.consent.actions import register_at_withdrawal
        from safehold.desk.inbox.actions import register_named_keys
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.search.actions import register_reader, register_source
        from safehold.desk.sharing.actions import close_withdrawn
        from safehold.desk.sharing.models import Offer
        from safehold.desk.sharing.queries import list_key_ids, list_papers, read_shares, texts_of_offer
        from safehold.desk.vault.actions import register_at_unlock

        register_case_page(50, "sharing:case", _("Sharing"), shows=FieldClass.IDENTITY, for_work=True)
        register_at_withdrawal("sharing", close_withdrawn)
        register_at_unlock("keys of what is shared", renew)
        register_named_keys("sharing", list_key_ids)
        register_source(Offer, texts_of_offer)
        register_reader("shares", read_shares)
        register_reply_papers("sharing", list_papers)
