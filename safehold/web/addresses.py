# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of addresses that both sites may use. `<language:language>`: one of the languages of the settings."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from .languages import codes


class LanguageConverter(StringConverter):
    """A language code, such as `en`."""


def teach_addresses() -> None:
    """Let addresses name a language. Called once, when the application starts."""
    LanguageConverter.regex = "|".join(codes())
    register_converter(LanguageConverter, "language")
