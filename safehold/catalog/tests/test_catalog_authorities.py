# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Authorities, routing rules, and the help a person may ask for."""

import pytest

from safehold.catalog import authorities, help_wanted
from safehold.catalog.authorities import Authority, Condition, load_authorities
from safehold.catalog.errors import AuthorityUnknown, CatalogError, ChoiceUnknown
from safehold.catalog.help_wanted import Help, load_help_wanted
from safehold.catalog.labels import LANGUAGES
from safehold.catalog.tactics import load_tactics

ALL = load_authorities().authorities
any_authority = pytest.mark.parametrize("authority", ALL, ids=lambda authority: authority.id)
any_help = pytest.mark.parametrize("choice", load_help_wanted().choices, ids=lambda choice: choice.code)


def test_public_surface_is_pinned() -> None:
    assert authorities.__all__ == [
        "Authorities",
        "Authority",
        "Condition",
        "KnownGap",
        "Matching",
        "Meta",
        "Question",
        "RoutingRule",
        "load_authorities",
    ]
    assert help_wanted.__all__ == ["Help", "HelpWanted", "load_help_wanted"]


def test_files_are_read_once() -> None:
    assert load_authorities() is load_authorities()
    assert load_help_wanted() is load_help_wanted()


def test_ids_are_unique_and_found() -> None:
    ids = [authority.id for authority in ALL]
    assert len(set(ids)) == len(ids)
    assert [load_authorities().authority(each).id for each in ids] == ids
    with pytest.raises(AuthorityUnknown):
        load_authorities().authority("nobody")


@any_authority
def test_authority_has_names_source_and_confidence(authority: Authority) -> None:
    assert authority.name("fr") == authority.name_fr != ""
    assert authority.name("en") == authority.name("ug") == authority.name_en != ""
    assert authority.handles
    assert authority.source
    assert authority.confidence in {"confirmed", "to_confirm"}


@any_authority
def test_confirmed_authority_is_dated(authority: Authority) -> None:
    assert authority.as_of or authority.confidence == "to_confirm"


def test_emergency_number_is_the_first_entry() -> None:
    assert (ALL[0].id, ALL[0].contact, ALL[0].emergency) == ("emergency", "911", True)


def test_routes_lead_to_known_authorities() -> None:
    ids = {authority.id for authority in ALL}
    for rule in load_authorities().routing_rules:
        assert rule.route
        assert {*rule.route, *rule.also} <= ids
        assert bool(rule.also) == bool(rule.when_also)


def list_conditions() -> list[Condition]:
    rules = load_authorities().routing_rules
    return [condition for rule in rules for condition in (*rule.matches, *rule.also_matches)]


def test_each_rule_says_in_codes_and_in_two_languages_when_and_why() -> None:
    for rule in load_authorities().routing_rules:
        assert rule.matches
        assert rule.reason("en") != rule.reason("fr") != ""
        assert bool(rule.also) == bool(rule.also_matches) == bool(rule.also_reason("fr"))
        assert bool(rule.note_in("fr")) == bool(rule.note)


def test_conditions_name_only_codes_that_exist() -> None:
    scheme, flags = load_tactics(), {question.code for question in load_authorities().questions}
    for condition in list_conditions():
        assert {*condition.flags, *condition.not_flags} <= flags
        assert set(condition.tactics) <= set(scheme.codes)
        assert set(condition.tactic_families) <= {family.code for family in scheme.families}
        assert set(condition.actor_types) <= {actor.code for actor in scheme.actor_type}
        assert set(condition.attribution) <= {level.code for level in scheme.attribution_level}


def test_no_condition_is_about_the_person() -> None:
    """Ethnicity, religion, citizenship and opinion decide nothing: there is no field for them."""
    assert set(Condition.__struct_fields__) == {
        "urgent",
        "silent",
        "flags",
        "not_flags",
        "tactics",
        "tactic_families",
        "actor_types",
        "attribution",
    }


def test_the_reading_in_codes_is_to_be_confirmed() -> None:
    assert load_authorities().matching.confidence == "to_confirm"
    assert load_authorities().matching.as_of


@any_authority
def test_french_readers_miss_nothing(authority: Authority) -> None:
    assert authority.what_it_handles("fr") != authority.what_it_handles("en")
    assert len(authority.notes("fr")) == len(authority.notes("en"))


def test_errors_share_a_base() -> None:
    assert issubclass(AuthorityUnknown, CatalogError)
    assert issubclass(ChoiceUnknown, CatalogError)


@any_help
def test_help_is_worded_in_every_language(choice: Help) -> None:
    assert tuple(choice.labels) == LANGUAGES
    assert choice.label("bo") == choice.labels["bo"]
    assert choice.label("zz") == choice.labels["en"]


def test_help_codes_are_few_unique_and_found() -> None:
    wanted = load_help_wanted()
    assert 7 <= len(wanted.codes) <= 9
    assert len(set(wanted.codes)) == len(wanted.codes)
    assert wanted.choice("lawyer").label("fr") == "Une avocate ou un avocat"
    with pytest.raises(ChoiceUnknown):
        wanted.choice("nothing")


def test_unreviewed_translations_of_help_say_so() -> None:
    assert [language for language in LANGUAGES if load_help_wanted().is_draft(language)] == [
        "zh-hans",
        "zh-hant",
        "bo",
        "ug",
    ]
