# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The only road to keys at rest. What comes back is still sealed.

`grants`: who opens what. `keys`: weekly and signing keys. `subjects`: the keys of cases. `kits`: recovery kits.
`lists`: what this desk signed. `outbox`: what must reach the public side. `workers`: background work.
"""

from safehold.desk.vault.queries.grants import (
    find_member_key,
    find_unlocking,
    hold_vaults,
    is_admitted,
    is_vouched_for,
    list_grants,
    list_keyholder_ids,
    list_our_vaults,
    list_vaults,
    list_waiting_keys,
    was_given_vault,
)
from safehold.desk.vault.queries.keys import (
    find_coalition_root,
    find_intake_key,
    find_root_key,
    find_signing_key,
    holds_coalition_root,
    list_intake_keys,
    list_signing_keys,
)
from safehold.desk.vault.queries.kits import (
    find_escrow,
    find_kit_name,
    find_last_drill,
    has_drilled,
    list_escrow_recipients,
)
from safehold.desk.vault.queries.lists import (
    find_coalition_list,
    find_key_list,
    find_newest_list,
    find_newest_version,
    is_listed_in_coalition,
    list_waiting_organisations,
    was_signed_here,
)
from safehold.desk.vault.queries.outbox import (
    find_delivered_version,
    find_newest_outgoing,
    find_oldest_undelivered_day,
    list_delivered_lists,
    list_delivered_replies,
    list_delivery_states,
    list_newest_lists,
    list_undelivered,
)
from safehold.desk.vault.queries.subjects import (
    count_subjects,
    due_subjects,
    list_due_subjects,
    list_kept_versions,
    list_subject_keys,
)
from safehold.desk.vault.queries.workers import (
    is_ours,
    is_work_handed_over,
    list_live_workers,
    list_our_workers,
)

__all__ = [
    "count_subjects",
    "due_subjects",
    "find_coalition_list",
    "find_coalition_root",
    "find_delivered_version",
    "find_escrow",
    "find_intake_key",
    "find_key_list",
    "find_kit_name",
    "find_last_drill",
    "find_member_key",
    "find_newest_list",
    "find_newest_outgoing",
    "find_newest_version",
    "find_oldest_undelivered_day",
    "find_root_key",
    "find_signing_key",
    "find_unlocking",
    "has_drilled",
    "hold_vaults",
    "holds_coalition_root",
    "is_admitted",
    "is_listed_in_coalition",
    "is_ours",
    "is_vouched_for",
    "is_work_handed_over",
    "list_delivered_lists",
    "list_delivered_replies",
    "list_delivery_states",
    "list_due_subjects",
    "list_escrow_recipients",
    "list_grants",
    "list_intake_keys",
    "list_kept_versions",
    "list_keyholder_ids",
    "list_live_workers",
    "list_newest_lists",
    "list_our_vaults",
    "list_our_workers",
    "list_signing_keys",
    "list_subject_keys",
    "list_undelivered",
    "list_vaults",
    "list_waiting_keys",
    "list_waiting_organisations",
    "was_given_vault",
    "was_signed_here",
]
