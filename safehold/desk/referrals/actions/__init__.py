# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything that can be done to a referral, one function per verb. Nothing else writes to one."""

from safehold.desk.referrals.actions.contacts import Contacted, log_contact
from safehold.desk.referrals.actions.drafting import (
    OtherReceiver,
    answer_questions,
    choose_packet,
    choose_receivers,
    close_referral,
)
from safehold.desk.referrals.actions.exporting import export_packet
from safehold.desk.referrals.actions.letters import print_letter_again, write_letter
from safehold.desk.referrals.actions.sending import preview_packet, send_packet
from safehold.desk.referrals.actions.tracing import record_listing
from safehold.desk.referrals.actions.withdrawing import close_withdrawn

__all__ = [
    "Contacted",
    "OtherReceiver",
    "answer_questions",
    "choose_packet",
    "choose_receivers",
    "close_referral",
    "close_withdrawn",
    "export_packet",
    "log_contact",
    "preview_packet",
    "print_letter_again",
    "record_listing",
    "send_packet",
    "write_letter",
]
