# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The outside of the register: the keys that are pinned beside the site, the table of terms as each database has it.

Both processes use this domain: the desk writes here what is published, the public process reads.
"""

from safehold.public.register.adapters.keys import read_log_key, read_witness_keys
from safehold.public.register.adapters.terms import add_terms, remove_terms

__all__ = ["add_terms", "read_log_key", "read_witness_keys", "remove_terms"]
