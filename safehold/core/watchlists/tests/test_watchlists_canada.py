# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Canada's schedules: both languages in one party, other names cut where they end, oddities shown."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safehold.core.watchlists import Birth, ListMalformed, read_canada
from safehold.core.watchlists.canada_aliases import cut_others
from safehold.core.watchlists.canada_words import read_births, read_line
from safehold.core.watchlists.tests.samples import read_sample, sample, texts

HEADER = "instrument,title,schedule,part,item,text_en,text_fr,in_force\n"


def test_repealed_items_and_goods_are_left_out_and_counted() -> None:
    reading = read_sample()
    parties = {party.key: party for party in reading}
    assert reading.left_out == {"repealed": 1, "goods": 1}
    assert "SOR-2008-248/2" not in parties


def test_a_party_says_who_since_when_and_where() -> None:
    party = sample()["SOR-2021-49/P1/6"]
    assert (party.kind, texts(party), party.born) == ("person", ["TUNIYAZ Erkin"], (Birth(1961, 1),))
    assert party.names[0].family == "TUNIYAZ"
    assert party.listed_on == date(2024, 12, 9)
    assert party.source == "SOR/2021-49, Schedule, Part 1, item 6"
    assert sample()["SOR-2021-49/P2/1"].kind == "organisation"


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "SOR-2014-58/S1/P2/835",
            ["Autonomous Technologies LLC", "LLC Avtotech", "OOO Avtotech", "ООО АВТОТЕХ"],
        ),
        (
            "SOR-2014-58/S1/P2/716",
            ["Meroe Gold Company Ltd.", "Meroe Gold Co. Ltd.", "Meroe for Agricultural & Animal Production"],
        ),
        (
            "SOR-2007-285/P1/17",
            [
                "MICB",
                "Myanma Investment and Commercial Bank",
                "Burma Investment and Commercial Bank",
                "Birmanie Investment and Commercial Bank",
            ],
        ),
        (
            "SOR-2014-58/S1/P1/1479",
            [
                "Lyudmila Alexandrovna OCHERETNAYA",
                "Ludmila Aleksandrovna SHKREBNEVA",
                "Ludmila Aleksandrovna PUTINA",
            ],
        ),
        (
            "SOR-2014-60/P1/193",
            ["Oleksandr MELNYCHUK", "Oleksandr MELNICHUK", "Aleksandr MELNYCHUK", "Aleksandr MELNICHUK"],
        ),
        ("SOR-2014-60/P1/69", ["Pavel DREMOV", "Batya", "Kazak"]),
        ("SOR-2007-285/P2/136", ["Ne Aung", "Nay Aung"]),
    ],
)
def test_names_are_cut_where_they_end(key: str, names: list[str]) -> None:
    assert texts(sample()[key]) == names


def test_a_legal_form_after_a_comma_stays_with_its_name() -> None:
    assert all("Obukhov" in name for name in texts(sample()["SOR-2014-58/S1/P2/540"]))


def test_names_that_one_language_writes_keep_it() -> None:
    names = sample()["SOR-2010-165/S1/P1/1"].names
    assert {(name.language, name.note) for name in names} == {
        ("en", ""),
        ("en", "alias"),
        ("en", "weak"),
        ("fr", ""),
    }


def test_a_rank_is_a_remark_and_no_name() -> None:
    party = sample()["SOR-2011-114/S1/P2/63"]
    assert texts(party) == ["Aous Aslan", "Aws Aslan"]
    assert "General" in party.remarks


def test_the_five_words_with_letters_of_two_alphabets_are_found() -> None:
    odd = {
        key: anomaly.detail.split(":")[0]
        for key, party in sample().items()
        for anomaly in party.anomalies
        if anomaly.code == "homoglyph"
    }
    assert len(odd) == 5
    assert odd["SOR-2014-58/S1/P1/990"] == "Viкtorovich"
    assert odd["SOR-2020-214/S1/P1.1/17"] == "Аlexey"


def test_a_name_wholly_in_another_script_is_no_oddity() -> None:
    assert not sample()["SOR-2014-58/S1/P2/835"].anomalies[1:]
    assert all(each.code != "homoglyph" for each in sample()["SOR-2014-58/S1/P2/835"].anomalies)


def test_what_the_two_languages_do_not_both_say_is_shown() -> None:
    born = sample()["SOR-2017-233/54"]
    assert [(a.where, a.detail) for a in born.anomalies] == [("born", "en: 1972 | fr: 1972-08-11")]
    assert [a.where for a in sample()["SOR-2014-60/P1/143"].anomalies] == ["name"]


def test_unseen_characters_are_taken_out_and_told() -> None:
    party = sample()["SOR-2007-285/P2/148"]
    assert texts(party) == ["Moe Aung"]
    assert [a.code for a in party.anomalies] == ["invisible"]


def test_brackets_that_do_not_fit_cost_nobody_their_name() -> None:
    assert texts(sample()["SOR-2014-58/S1/P1/808"]) == ["Alexander Arnoldovich BRAVERMAN"]
    party = sample()["SOR-2014-58/S1/P1/1560"]
    assert texts(party) == ["Yuriy Fedorovich DENISOV", "Yuriy Lukin", "Yuriy Dudin"]
    assert party.born == (Birth(1980, 6, 17),)


@pytest.mark.parametrize(
    ("text", "iso", "about"),
    [
        ("born on September 22, 1953", "1953-09-22", False),
        ("né le 1er février 1943", "1943-02-01", False),
        ("born in January 1961", "1961-01", False),
        ("date of birth: circa 1969", "1969", True),
        ("né au début des années 1970", "1970", True),
    ],
)
def test_births(text: str, iso: str, about: bool) -> None:
    (birth,) = read_births(text)
    assert (birth.iso, birth.about) == (iso, about)


WORD = st.text("abcdefgh", min_size=3, max_size=8).map(str.title)
NAMES = st.lists(
    st.lists(WORD, min_size=1, max_size=3).map(lambda words: " and ".join(words) + " Bank"),
    min_size=1,
    max_size=5,
    unique=True,
)


@given(NAMES)
def test_a_list_of_names_in_both_languages_is_cut_into_these_names(names: list[str]) -> None:
    def listed(word: str) -> str:
        return f" {word} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

    english, french = cut_others(listed("and"), listed("et"), is_person=False, is_plural=len(names) > 1)
    assert french == names == english


@given(st.text(max_size=80))
def test_no_line_is_too_strange_to_read(text: str) -> None:
    for is_person in (True, False, None):
        read_line(text, is_person=is_person)


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("instrument,item\n1,2\n", "header", 1),
        (HEADER + "A,,,,1,X,X,yesterday\n", "day", 2),
        (HEADER + "A,,,,1,X,X,,more\n", "columns", 2),
        (HEADER + "A,,,,1,X,X,\nA,,,,1,Y,Y,\n", "twice", 0),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(content: str, reason: str, line: int) -> None:
    with pytest.raises(ListMalformed) as refused:
        list(read_canada(content.splitlines(keepends=True)))
    assert (refused.value.reason, refused.value.line) == (reason, line)
