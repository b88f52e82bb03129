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
from safehold.desk.vault.actions.crossing import deliver_outgoing
from safehold.desk.vault.actions.enrolment import enrol_member, establish_organisation
from safehold.desk.vault.actions.lists import read_own_coalition_list, root_key_of, top_up_intake_keys
from safehold.desk.vault.actions.outbox import post, send_again
from safehold.desk.vault.actions.unlocking import (
    begin_unlocking,
    forget_session,
    lock,
    purge_expired,
    resume,
    unlock_with,
)
from safehold.desk.vault.queries import coalition_root_hex
from safehold.desk.vault.unlocked import Unlocked

__all__ = [
    "Unlocked",
    "admit_member",
    "admit_organisation",
    "begin_unlocking",
    "coalition_root_hex",
    "deliver_outgoing",
    "enrol_member",
    "establish_organisation",
    "forget_session",
    "is_listed_in_coalition",
    "list_waiting_organisations",
    "lock",
    "post",
    "purge_expired",
    "read_own_coalition_list",
    "reset_key",
    "resume",
    "root_key_of",
    "send_again",
    "top_up_intake_keys",
    "unlock_with",
]
