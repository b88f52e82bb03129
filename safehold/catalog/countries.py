# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Countries and territories by their ISO 3166 code, with names in the public languages.

The names are those of the Unicode CLDR, as the library Babel carries them; none is ours.
"""

import unicodedata
from functools import cache

from babel import Locale

__all__ = ["countries", "country_name", "is_country"]

NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
"""Two-letter codes of the CLDR that are groups, tests, or nothing."""
LOCALES = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}


@cache
def _names(language: str) -> dict[str, str]:
    english = Locale.parse("en").territories
    own = Locale.parse(LOCALES.get(language, language)).territories
    return {code: own.get(code) or name for code, name in english.items() if _is_one(code)}


def _is_one(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NO_COUNTRY


def _sorting(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """All codes with their names, in the order of the names."""
    return tuple(sorted(_names(language).items(), key=lambda pair: _sorting(pair[1])))


def is_country(code: str) -> bool:
    return code in _names("en")


def country_name(code: str, language: str) -> str:
    """The name of a country in `language`, or in English; the code itself if it is none."""
    return _names(language).get(code, code)
