# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office corrects values of any type, with why in both languages, and publishes none that a field cannot hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.catalog.register_forms import register_form
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import FieldUnknown, ValueWrong, WordsMissing
from safehold.desk.registrar.forms import correction_form
from safehold.desk.registrar.forms.corrections import list_fields, read_value
from safehold.desk.registrar.models import Entry
from safehold.desk.registrar.rules.corrections import is_value
from safehold.desk.registrar.tests.office import FORM, House
from safehold.desk.registrar.tests.test_registrar_office import WHY

FIELDS = [name for name, _label in list_fields(register_form(FORM), "en")]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.dates().map(date.isoformat),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency"]), inner)
    ),
    max_leaves=4,
)


@given(name=st.sampled_from(register_form(FORM).names), value=anything)
def test_any_value_is_judged_and_never_breaks(name: str, value: Any) -> None:
    kinds = {"codes": list, "bool": bool, "money": dict}
    if is_value(register_form(FORM), name, value) and value is not None:
        assert isinstance(value, kinds.get(register_form(FORM).field(name).type, str))


@given(
    codes=st.lists(st.sampled_from(register_form(FORM).codes_of("processes").names), max_size=9),
    day=st.dates(min_value=date(1900, 1, 1)),
)
def test_what_the_form_reads_a_field_may_hold(codes: list[str], day: date) -> None:
    form = register_form(FORM)
    read = read_value(form, "processes", codes)
    assert is_value(form, "processes", read) == bool(codes)
    assert is_value(form, "started_on", read_value(form, "started_on", day))


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_asked_for_with_what_stands_there(name: str) -> None:
    form = register_form(FORM)
    asked = correction_form(form, name, "fr", None, {"why_en": "x", "why_fr": "y"})
    assert asked.is_valid() != form.field(name).required


@pytest.mark.django_db(databases=["default", "public"])
def test_coded_field_is_corrected_with_why_in_both_languages(house: House) -> None:
    entry = house.accept()
    with pytest.raises(WordsMissing):
        actions.correct_entry(
            house.first, entry, {"levels": ["provincial"]}, actions.Why("Wrong box", " "), DAY
        )
    leaf = actions.correct_entry(house.first, entry, {"levels": ["federal", "provincial"]}, WHY, DAY)
    said = queries.read_public([leaf.position])[leaf.position]
    assert (said["levels"], said["correction_en"], said["correction_fr"]) == (
        ["federal", "provincial"],
        WHY.en,
        WHY.fr,
    )
    house.accept(kind="amendment", entry=Entry.objects.get(), changed={"terms": "Two"})
    newest = Entry.objects.get()
    assert "correction_en" not in queries.read_leaf(newest.leaf).fields


@pytest.mark.django_db(databases=["default", "public"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"levels": ["moon"]},
        {"levels": ["provincial", "federal"]},
        {"levels": []},
        {"principal_country": "XQ"},
        {"started_on": "1 November"},
        {"ended_on": "2026-10-31"},
        {"compensation_exists": "yes"},
        {"registrant_name": None},
        {"registrant_name": "x" * 301},
    ],
)
def test_value_that_a_field_cannot_hold_is_not_published(house: House, wrong: dict[str, Any]) -> None:
    entry = house.accept()
    with pytest.raises(ValueWrong):
        actions.correct_entry(house.first, entry, wrong, WHY, DAY)
    assert Entry.objects.get().version == 1


@pytest.mark.django_db(databases=["default", "public"])
def test_what_was_erased_is_not_corrected(house: House) -> None:
    entry = house.accept()
    actions.confirm(
        house.second, actions.propose_redaction(house.first, entry, ["terms"], "A court", DAY), DAY
    )
    with pytest.raises(FieldUnknown):
        actions.correct_entry(house.first, entry, {"terms": "Other"}, WHY, DAY)
