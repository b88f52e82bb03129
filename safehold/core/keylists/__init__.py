# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The signed lists: which organisations there are, and which keys each of them uses. The rules: `reading`."""

from safehold.core.keylists.choosing import intake_key_for, reply_keys_for, weeks_from
from safehold.core.keylists.errors import (
    ListEmpty,
    ListError,
    ListForeign,
    ListMalformed,
    ListOutdated,
    ListUnsigned,
)
from safehold.core.keylists.lists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    Organisation,
    ReplyKey,
    key_id_of,
)
from safehold.core.keylists.reading import read_coalition_list, read_key_list
from safehold.core.keylists.writing import sign_coalition_list, sign_key_list

__all__ = [
    "CoalitionList",
    "IntakeKey",
    "KeyList",
    "ListEmpty",
    "ListError",
    "ListForeign",
    "ListMalformed",
    "ListOutdated",
    "ListUnsigned",
    "Organisation",
    "ReplyKey",
    "intake_key_for",
    "key_id_of",
    "read_coalition_list",
    "read_key_list",
    "reply_keys_for",
    "sign_coalition_list",
    "sign_key_list",
    "weeks_from",
]
