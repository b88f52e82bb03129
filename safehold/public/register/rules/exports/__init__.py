# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register in the formats of others, pure: what a leaf says as a row of a table, as entities of FollowTheMoney, as
statements of BODS. Nothing here depends on the day or the place of writing: the same log gives the same files.
"""

from safehold.public.register.rules.exports import bods, follow_the_money
from safehold.public.register.rules.exports.parties import Arrangement, Party, read_arrangement, read_party
from safehold.public.register.rules.exports.table import TABLES, columns_of, row_of

__all__ = [
    "TABLES",
    "Arrangement",
    "Party",
    "bods",
    "columns_of",
    "follow_the_money",
    "read_arrangement",
    "read_party",
    "row_of",
]
