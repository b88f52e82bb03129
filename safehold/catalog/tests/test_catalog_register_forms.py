# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of the register, and the countries that a foreign principal may belong to."""

import pytest

from safehold.catalog import register_forms
from safehold.catalog.countries import countries, country_name, is_country
from safehold.catalog.errors import FieldUnknown, FormUnknown
from safehold.catalog.labels import LANGUAGES
from safehold.catalog.register_forms import RegisterForm, load_register_forms, register_form

FORMS = load_register_forms()
any_form = pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.form)


def test_public_surface_is_pinned() -> None:
    assert register_forms.__all__ == [
        "CodeList",
        "FieldType",
        "RegisterField",
        "RegisterForm",
        "RegisterForms",
        "RegisterPart",
        "load_register_forms",
        "register_form",
    ]
    assert load_register_forms() is load_register_forms()


def test_the_two_forms_have_the_fields_that_the_log_knows_them_by() -> None:
    assert register_form("arrangement/1").names == (
        "registrant_name",
        "registrant_kind",
        "registrant_address",
        "registrant_contact",
        "principal_name",
        "principal_kind",
        "principal_country",
        "purpose",
        "activities",
        "processes",
        "levels",
        "started_on",
        "ended_on",
        "terms",
        "compensation_exists",
        "compensation_amount",
        "compensation_about",
        "safety_request",
    )
    assert register_form("fara-active/1").names == (
        "registration_number",
        "registration_date",
        "name",
        "business_name",
        "address",
        "city",
        "state",
        "zip",
    )


def test_contact_amount_and_the_request_for_protection_are_never_published() -> None:
    form = register_form("arrangement/1")
    assert set(form.names) - set(form.public_names) == {
        "registrant_contact",
        "compensation_amount",
        "compensation_about",
        "safety_request",
    }


@any_form
def test_a_form_is_whole_in_both_languages(form: RegisterForm) -> None:
    assert len(set(form.names)) == len(form.names)
    for each in form.fields:
        assert each.label("en") and each.label("fr")
        assert bool(each.help("en")) == bool(each.help("fr"))
        assert (each.type == "codes") is bool(each.codes)
    assert form.registrant_name in form.public_names
    assert form.principal_name is None or form.principal_name in form.public_names
    assert form.source and form.as_of and form.confidence


@pytest.mark.parametrize("name", FORMS.code_lists)
def test_a_list_of_codes_has_two_labels_for_each_and_a_source(name: str) -> None:
    found = FORMS.code_lists[name]
    assert len(set(found.names)) == len(found.names)
    assert found.source and found.as_of
    for code in found.names:
        assert found.label(code, "en") != code
        assert found.label(code, "fr") != code
    assert found.label("gone", "en") == "gone"


def test_what_the_regulations_fix_says_that_it_must_be_confirmed() -> None:
    assert register_form("arrangement/1").confidence == "to_confirm"


def test_what_is_not_there_is_said() -> None:
    form = register_form("arrangement/1")
    assert form.codes_of("levels").names == ("federal", "provincial", "indigenous")
    assert form.part("principal").fields[0].name == "principal_name"
    for wrong in (lambda: form.field("amount"), lambda: form.part("x"), lambda: form.codes_of("purpose")):
        with pytest.raises(FieldUnknown):
            wrong()
    with pytest.raises(FormUnknown):
        register_form("arrangement/9")


def test_every_country_has_a_name_in_every_language_and_groups_of_states_are_none() -> None:
    assert {language: len(countries(language)) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, len(countries("en"))
    )
    assert all(is_country(code) for code in ("CA", "CN", "HK", "TW", "XK", "PS"))
    assert not any(is_country(code) for code in ("EU", "UN", "ZZ", "001", "", "ca"))
    assert country_name("CH", "fr") == "Suisse"
    assert country_name("QQ", "fr") == "QQ"
    assert countries("fr")[0][1] == "Afghanistan"
