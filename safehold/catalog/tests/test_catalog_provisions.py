# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every provision says where it was read, when, and how sure that is."""

import re

import pytest

from safehold.catalog.provisions import Provision, load_provisions

SAME_IN_BOTH = {"Intimidation", "Extorsion"}


@pytest.mark.parametrize("provision", load_provisions().provisions, ids=lambda each: each.code)
def test_provision_names_its_source_and_its_day(provision: Provision) -> None:
    assert provision.source
    assert provision.as_of
    assert provision.confidence in ("confirmed", "to_confirm")
    assert provision.name("en")
    assert provision.name("fr")


@pytest.mark.parametrize("provision", load_provisions().provisions, ids=lambda each: each.code)
def test_all_that_a_provision_says_it_says_in_french_too(provision: Provision) -> None:
    catalogue = load_provisions()
    pairs = [(provision.name("en"), provision.name("fr")), (provision.noted("en"), provision.noted("fr"))]
    for element in provision.elements:
        pairs += [(element.said("en"), element.said("fr")), (element.asked("en"), element.asked("fr"))]
        assert element.asked("en").endswith("?") == element.asked("fr").endswith("?"), element.id
    pairs += [(english, catalogue.sentence(english, "fr")) for english in provision.shared]
    if provision.enhanced:
        pairs.append((provision.enhanced.said("en"), provision.enhanced.said("fr")))
    for english, french in pairs:
        assert bool(english) == bool(french), english
        assert not english or english != french or french in SAME_IN_BOTH, english


def test_french_of_shared_sentences_stands_once_and_is_needed() -> None:
    catalogue = load_provisions()
    needed = {english for each in catalogue.provisions for english in each.shared}
    assert sorted(each.en for each in catalogue.sentences) == sorted(needed)
    assert catalogue.meta.warned("fr") != catalogue.meta.warned("en")
    assert catalogue.meta.reach("fr") != catalogue.meta.reach("en")


def test_numbers_and_sections_are_the_same_in_french() -> None:
    """A section or an amount lost in translation would be another law."""
    catalogue = load_provisions()
    notes = [(each.notes, each.notes_fr) for each in catalogue.provisions]
    facts = [(each.fact, each.fact_fr) for one in catalogue.provisions for each in one.elements]
    for english, french in [*notes, *facts, *((each.en, each.fr) for each in catalogue.sentences)]:
        assert numbers(english) == numbers(french), english


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text)))


def test_codes_are_unique_and_the_rules_about_recordings_are_there() -> None:
    codes = [each.code for each in load_provisions().provisions]
    assert len(codes) == len(set(codes))
    assert {"CC-184", "CC-193", "CC-162.1-2026"} <= set(codes)
    assert load_provisions().find("CC-0") is None
