# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be done with keys, one verb each. Other rooms enter here."""

from safehold.desk.vault.actions.admission import (
    admit_member,
    admit_organisation,
    reset_key,
)
from safehold.desk.vault.actions.checkpoints import sign_checkpoint
from safehold.desk.vault.actions.crossing import deliver_outgoing
from safehold.desk.vault.actions.enrolment import enrol_member, establish_organisation
from safehold.desk.vault.actions.escrow import (
    make_kit,
    open_with_shares,
    record_drill,
)
from safehold.desk.vault.actions.handing import (
    WorkerIdentity,
    beat,
    choose_worker,
    drop_handover,
    hand_over,
    keeps_quiet,
    open_handover,
    queue_of,
    serving_worker,
    start_worker,
    stop_worker,
)
from safehold.desk.vault.actions.lists import top_up_intake_keys
from safehold.desk.vault.actions.outbox import delete_replies, forget_replies, post, send_again
from safehold.desk.vault.actions.recovery import Recovery
from safehold.desk.vault.actions.removal import remove_member
from safehold.desk.vault.actions.renewal import destroy_keys, mark_due, replace_case_keys, take_subject_away
from safehold.desk.vault.actions.retiring import retire_intake_keys
from safehold.desk.vault.actions.unlocked import Unlocked
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

__all__ = [
    "Recovery",
    "Unlocked",
    "WorkerIdentity",
    "admit_member",
    "admit_organisation",
    "beat",
    "begin_unlocking",
    "choose_worker",
    "delete_replies",
    "deliver_outgoing",
    "destroy_keys",
    "drop_handover",
    "enrol_member",
    "establish_organisation",
    "forget_replies",
    "forget_session",
    "hand_over",
    "keeps_quiet",
    "lock",
    "make_kit",
    "mark_due",
    "open_handover",
    "open_with_shares",
    "post",
    "purge_expired",
    "queue_of",
    "record_drill",
    "register_at_unlock",
    "remove_member",
    "replace_case_keys",
    "reset_key",
    "resume",
    "retire_intake_keys",
    "send_again",
    "serving_worker",
    "sign_checkpoint",
    "start_worker",
    "stop_worker",
    "take_subject_away",
    "top_up_intake_keys",
    "unlock_with",
    "watch_lists",
]
