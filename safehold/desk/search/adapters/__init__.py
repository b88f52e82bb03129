# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outside world of searching: which Chinese characters count as one; and, in `postings`, from a token to the cases
that have it, in two databases."""

from safehold.catalog.characters import load_alike
from safehold.desk.search.adapters.postings import change_postings, find_places

__all__ = ["change_postings", "find_places", "load_alike"]
