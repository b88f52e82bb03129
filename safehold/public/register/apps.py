# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is joined when the application starts: letters are sent by an action, and worded where pages are."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "safehold.public.register"

    def ready(self) -> None:
        from safehold.public.register.actions.writing_letters import Writers, word_letters_with

        def find_writers() -> Writers:
            from safehold.public.register.views.alert_letters import WRITERS

            return WRITERS

        word_letters_with(find_writers)
