# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The application of actors: their page of a case, how they are found, and screening again after an unlock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from safehold.desk.vault.actions import Unlocked


def hand_over(unlocked: Unlocked, on: date) -> None:
    from safehold.desk.actors.actions import hand_over_screenings
    from safehold.web import clock

    hand_over_screenings(unlocked, on, clock.now())


class ActorsConfig(AppConfig):
    name = "safehold.desk.actors"

    def ready(self) -> None:
        from safehold.desk.actors.models import Actor
        from safehold.desk.actors.queries.elsewhere import NAMES, keys_of_actor, keys_of_party
        from safehold.desk.actors.queries.searched import TEXTS_OF
        from safehold.desk.actors.rules import is_screened_against
        from safehold.desk.cases.actions import register_case_page, register_party_page
        from safehold.desk.members.rules import FieldClass
        from safehold.desk.parties.models import Party
        from safehold.desk.search.actions import register_keys, register_source
        from safehold.desk.vault.actions import register_at_unlock

        register_case_page(25, "actors:case", _("Actors"), shows=FieldClass.IDENTITY)
        register_party_page("actors:from_party", _("Screen this name"), is_screened_against)
        register_at_unlock("screening against the newest lists", hand_over)
        register_keys(NAMES, Actor, keys_of_actor)
        register_keys(NAMES, Party, keys_of_party)
        for model, texts_of in TEXTS_OF.items():
            register_source(model, texts_of)
