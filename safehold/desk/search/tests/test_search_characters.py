# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table by which traditional characters count as simplified ones."""

import hashlib

from safehold.core import blind
from safehold.desk.search.adapters import load_alike


def test_the_table_is_the_one_that_tokens_were_made_with() -> None:
    """When this fails, OpenCC has changed: tokens of texts with these characters must be made anew (index_case)."""
    lines = "\n".join(f"{code:x} {other}" for code, other in sorted(load_alike().items()))
    assert (
        hashlib.sha256(lines.encode()).hexdigest()
        == "9035e9108804c3eb0535d87dad0a8b8a14e5066ec3f3c985762c184bd780a45c"
    )


def test_a_character_leads_to_one_that_leads_no_further() -> None:
    alike = load_alike()
    assert not [other for other in alike.values() if ord(other) in alike]
    assert blind.fold("習近平說體驗", alike).text == "习近平说体验"
