# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of what each field of a case tells. What pages do with it: tests/permissions/test_field_permissions.py."""

import pytest
from msgspec.structs import fields

from safehold.core.envelopes import ReportDocument
from safehold.desk.cases.rules import shown

KEYS = {
    "report_id",
    "consent_text_version",
    "reporter_recipient",
    "reporter_verify_key",
    "files_secret",
    "received_on",
}
"""Not answers: what binds and opens a report. No page shows them."""


def test_every_answer_of_a_report_is_classed() -> None:
    assert {each.name for each in fields(ReportDocument)} == {*shown.ANSWERS, *shown.CODES} | KEYS


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("caseworker", {"words": "a", "where": "b", "who_did_it": "c", "tactics": ["d"], "shoe_size": "e"}),
        ("researcher", {"words": "a", "tactics": ["d"]}),
        ("auditor", {"tactics": ["d"]}),
    ],
)
def test_an_answer_that_our_form_does_not_have_is_shown_to_who_sees_everything(
    role: str, seen: dict[str, object]
) -> None:
    answers = {"words": "a", "where": "b", "who_did_it": "c", "tactics": ["d"], "shoe_size": "e"}
    assert shown.narrow_answers(role, answers) == seen


def test_a_role_nobody_knows_sees_no_sealed_field() -> None:
    assert shown.hidden("visitor", shown.ANSWERS) == list(shown.ANSWERS)
    assert not shown.sees_everything("visitor")
