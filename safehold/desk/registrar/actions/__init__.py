# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the office of the register does, one verb each. Other rooms and the crossing enter here."""

from safehold.desk.registrar.actions.accepting import Parties, accept_filing
from safehold.desk.registrar.actions.appending import append
from safehold.desk.registrar.actions.collecting import collect_filings
from safehold.desk.registrar.actions.correcting import correct_entry, publish_reply
from safehold.desk.registrar.actions.deciding import (
    confirm,
    propose_redaction,
    propose_refusal,
    propose_withholding,
    reject,
)
from safehold.desk.registrar.actions.delivering import cross_register, deliver_register
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
from safehold.desk.registrar.actions.replaying import Replayed, replay, replay_folder
from safehold.desk.registrar.actions.reviewing import ask_correction
from safehold.desk.registrar.actions.signing import sign_log, verify_log, watch_log
from safehold.desk.registrar.actions.witnessing import ask_witnesses

__all__ = [
    "Decision",
    "Parties",
    "Replayed",
    "Violation",
    "accept_filing",
    "append",
    "ask_correction",
    "ask_witnesses",
    "collect_filings",
    "confirm",
    "correct_entry",
    "cross_register",
    "deliver_register",
    "list_witness_keys",
    "log_exports",
    "make_log_key",
    "open_office",
    "prepare_office",
    "propose_decision",
    "propose_notice",
    "propose_redaction",
    "propose_refusal",
    "propose_withholding",
    "publish_reply",
    "record_payment",
    "record_representations",
    "reject",
    "replay",
    "replay_folder",
    "show_log_key",
    "sign_log",
    "tell_public_side",
    "verify_log",
    "watch_log",
]
