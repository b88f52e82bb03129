# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only place of the register that writes: one function for each verb."""

from safehold.public.register.actions.accounts import purge_sessions
from safehold.public.register.actions.alerts import purge_unconfirmed
from safehold.public.register.actions.answers import mark_collected, store_answer
from safehold.public.register.actions.checkpoints import store_checkpoint, store_cosignature
from safehold.public.register.actions.exporting import write_data_files
from safehold.public.register.actions.publications import store_publication, store_publications

__all__ = [
    "mark_collected",
    "purge_sessions",
    "purge_unconfirmed",
    "store_answer",
    "store_checkpoint",
    "store_cosignature",
    "store_publication",
    "store_publications",
    "write_data_files",
]
