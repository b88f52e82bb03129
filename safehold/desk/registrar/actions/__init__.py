# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office of the register does, one verb each. Other rooms and the crossing enter here."""

from safehold.desk.registrar.actions.accepting import Parties, accept_filing
from safehold.desk.registrar.actions.agreements import Terms, propose_agreement, propose_outcome
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.catching_up import catch_up
from safehold.desk.registrar.actions.collecting import collect_filings
from safehold.desk.registrar.actions.correcting import Why, correct_entry, publish_reply
from safehold.desk.registrar.actions.deciding import (
    confirm,
    propose_redaction,
    propose_refusal,
    propose_withholding,
    reject,
)
from safehold.desk.registrar.actions.delivering import cross_register, deliver_register
from safehold.desk.registrar.actions.expecting import expect_update, settle_update
from safehold.desk.registrar.actions.exporting import log_exports
from safehold.desk.registrar.actions.keys import (
    list_witness_keys,
    make_log_key,
    open_office,
    prepare_office,
    show_log_key,
    tell_public_side,
)
from safehold.desk.registrar.actions.notices import (
    Decision,
    Violation,
    propose_decision,
    propose_notice,
    record_payment,
    record_representations,
)
from safehold.desk.registrar.actions.opinions import (
    Answered,
    Bulletin,
    answer_question,
    give_opinion,
    issue_bulletin,
)
from safehold.desk.registrar.actions.replaying import Replayed, replay, replay_folder
from safehold.desk.registrar.actions.reviewing import ask_correction
from safehold.desk.registrar.actions.signing import sign_log, verify_log, watch_log
from safehold.desk.registrar.actions.witnessing import ask_witnesses

__all__ = [
    "Answered",
    "Bulletin",
    "Decision",
    "Parties",
    "Replayed",
    "Terms",
    "Violation",
    "Why",
    "accept_filing",
    "answer_question",
    "append",
    "ask_correction",
    "ask_witnesses",
    "catch_up",
    "collect_filings",
    "confirm",
    "correct_entry",
    "cross_register",
    "deliver_register",
    "expect_update",
    "give_opinion",
    "issue_bulletin",
    "list_witness_keys",
    "log_exports",
    "make_log_key",
    "open_office",
    "prepare_office",
    "propose_agreement",
    "propose_decision",
    "propose_notice",
    "propose_outcome",
    "propose_redaction",
    "propose_refusal",
    "propose_withholding",
    "publish_reply",
    "record_payment",
    "record_representations",
    "reject",
    "replay",
    "replay_folder",
    "settle_update",
    "show_log_key",
    "sign_log",
    "tell_public_side",
    "verify_log",
    "watch_log",
]
