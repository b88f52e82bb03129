# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done with keys, one verb each. Other rooms enter here."""

from safehold.desk.vault.actions.admission import (
    admit_member,
    admit_organisation,
    is_listed_in_coalition,
    list_waiting_organisations,
    reset_key,
)
from safehold.desk.vault.actions.checkpoints import sign_checkpoint
from safehold.desk.vault.actions.crossing import deliver_outgoing
from safehold.desk.vault.actions.enrolment import enrol_member, establish_organisation
from safehold.desk.vault.actions.escrow import (
    escrow_recipients,
    has_drilled,
    make_kit,
    name_of_kit,
    open_with_shares,
    record_drill,
)
from safehold.desk.vault.actions.handing import (
    WorkerIdentity,
    beat,
    choose_worker,
    drop_handover,
    find_live_worker,
    hand_over,
    keeps_quiet,
    list_our_workers,
    open_handover,
    queue_of,
    serving_worker,
    start_worker,
    stop_worker,
)
from safehold.desk.vault.actions.lists import read_own_coalition_list, root_key_of, top_up_intake_keys
from safehold.desk.vault.actions.outbox import post, send_again
from safehold.desk.vault.actions.recovery import Recovery
from safehold.desk.vault.actions.removal import remove_member
from safehold.desk.vault.actions.renewal import replace_case_keys
from safehold.desk.vault.actions.retiring import retire_intake_keys
from safehold.desk.vault.actions.unlocking import (
    begin_unlocking,
    forget_session,
    lock,
    purge_expired,
    resume,
    unlock_with,
)
from safehold.desk.vault.actions.watching import watch_lists
from safehold.desk.vault.at_unlock import register as register_at_unlock
from safehold.desk.vault.queries import coalition_root_hex
from safehold.desk.vault.unlocked import Unlocked

__all__ = [
    "Recovery",
    "Unlocked",
    "WorkerIdentity",
    "admit_member",
    "admit_organisation",
    "beat",
    "begin_unlocking",
    "choose_worker",
    "coalition_root_hex",
    "deliver_outgoing",
    "drop_handover",
    "enrol_member",
    "escrow_recipients",
    "establish_organisation",
    "find_live_worker",
    "forget_session",
    "hand_over",
    "has_drilled",
    "is_listed_in_coalition",
    "keeps_quiet",
    "list_our_workers",
    "list_waiting_organisations",
    "lock",
    "make_kit",
    "name_of_kit",
    "open_handover",
    "open_with_shares",
    "post",
    "purge_expired",
    "queue_of",
    "read_own_coalition_list",
    "record_drill",
    "register_at_unlock",
    "remove_member",
    "replace_case_keys",
    "reset_key",
    "resume",
    "retire_intake_keys",
    "root_key_of",
    "send_again",
    "serving_worker",
    "sign_checkpoint",
    "start_worker",
    "stop_worker",
    "top_up_intake_keys",
    "unlock_with",
    "watch_lists",
]
