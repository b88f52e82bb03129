# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the law on registering says: each entry dated, sourced, in two languages; nothing more sure than it was read."""

import pytest

from safehold.catalog.errors import RuleUnknown
from safehold.catalog.register_rules import DecisionRow, Entry, Rule, load_register_rules

RULES = load_register_rules()
TO_CONFIRM = {"st-inforce", "tf-1", "pb-2", "pb-3", "pb-5", "pn-amp", "vol-1", "us-fara", "au-fits"}
"""Entries that were read in one secondary source only, or recalled. Adding to `confirmed` takes a source."""


@pytest.mark.parametrize("entry", RULES.entries, ids=lambda entry: entry.id)
def test_entry_names_its_source_its_day_and_reads_in_two_languages(entry: Entry) -> None:
    assert entry.source and entry.as_of
    assert entry.text("en") and entry.text("fr")
    assert bool(entry.note_in("en")) == bool(entry.note_in("fr"))
    assert bool(entry.as_of_note) == bool(entry.as_of_note_fr)
    assert RULES.source(entry.source, "en") == entry.source
    assert entry.source in RULES.sources_fr


def test_what_is_to_confirm_is_known_by_name() -> None:
    assert {each.id for each in RULES.entries if not each.is_confirmed} == TO_CONFIRM


def test_files_are_read_once_and_ids_are_unique_and_found() -> None:
    assert load_register_rules() is RULES
    ids = [each.id for each in RULES.entries]
    assert len(set(ids)) == len(ids) == 46
    assert RULES.entry("dl-new").text("en") == "entered_on + 14 days"
    with pytest.raises(RuleUnknown):
        RULES.entry("dl-never")


def test_each_question_of_the_table_leads_somewhere() -> None:
    *questions, last = RULES.decision_table
    assert [each.id for each in RULES.decision_table] == ["q1", "q2", "q3", "q4", "q5", "q6", "q7"]
    assert all(each.if_unknown == "needs_review" for each in questions)
    assert all(bool(each.if_no) != bool(each.if_yes) for each in questions)
    assert isinstance(last, DecisionRow) and last.result == "register"


def test_what_regulations_fix_is_not_made_up() -> None:
    by_id = {each.id: each for each in RULES.entries if isinstance(each, Rule)}
    assert by_id["dl-update"].value is None
    assert by_id["ex-class"].value == []


def test_the_file_says_what_it_is_not() -> None:
    assert "Not legal advice" in RULES.meta.warning and "Pas un avis juridique" in RULES.meta.warning_fr
