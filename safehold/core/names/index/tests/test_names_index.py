# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index: it misses nobody it has, and finds what a comparison with every name would find."""

import gc
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.names import LIKELY, compare, prepare
from safehold.core.names.index import (
    Entry,
    ImageMalformed,
    NameIndex,
    build_index,
    rank_candidates,
    weigh_facts,
)
from safehold.core.names.index.facts import COUNTRY_STEP, Asked, read_countries
from safehold.core.names.keys import letters_of, retrieval_keys

PEOPLE = [
    "陈全国", "CHEN Quanguo", "朱海仑", "ZHU Hailun",
    "林鄭月娥", "Carrie Lam Cheng Yuet-ngor", "李家超", "John Lee Ka-chiu",
    "Li Jiachao", "鄧炳強", "Chris Tang Ping-keung", "Tang Ping-keung",
    "Deng Bingqiang", "Владимир Путин", "Vladimir Putin", "Wladimir Putin",
    "Александр Бастрыкин", "BASTRYKIN Alexander", "محمد بن سلمان", "Mohammed bin Salman",
    "بشار الأسد", "Bashar al-Assad", "Bachar el-Assad", "علی خامنه‌ای",
    "Ali Khamenei", "ئىلھام توختى", "Ilham Tohti", "رابىيە قادىر",
    "Rebiya Kadeer", "བསྟན་འཛིན་རྒྱ་མཚོ་", "Tenzin Gyatso", "Than Shwe",
    "Khin Phyu Win", "Agnes Chow Ting", "周庭", "Zhou Ting",
    "王伟", "Wang Wei", "Emily Lau Wai-hing", "劉慧卿",
    "Sviatlana Tsikhanouskaya", "Светлана Тихановская", "José García Núñez",
]  # fmt: skip
NAMES = st.one_of(
    st.sampled_from(PEOPLE), st.text(max_size=40), st.text("aeilnrst' -王李伟陈بمд", min_size=1, max_size=14)
)


MANY = [first + second for first in "aeiou" for second in ("n", "r", "s", "lt", "rk")]


def index_of(*names: str) -> NameIndex:
    return NameIndex(build_index(Entry(str(number), name) for number, name in enumerate(names)))


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12))
def test_every_name_finds_itself(names: list[str]) -> None:
    index = index_of(*names)
    for number, name in enumerate(names):
        if name.strip():
            assert str(number) in {each.id for each in index.candidates(name)}


def test_the_index_finds_what_comparing_with_every_name_finds() -> None:
    index = index_of(*PEOPLE)
    for asked in PEOPLE:
        likely = {str(n) for n, name in enumerate(PEOPLE) if compare(asked, name).score >= LIKELY}
        hits = index.screen(asked)
        assert likely <= {hit.id for hit in hits}, asked
        assert all(a.score >= b.score for a, b in pairwise(hits))


def test_nobody_is_lost_among_namesakes_who_stand_in_the_list_a_hundred_times() -> None:
    index = NameIndex(build_index([Entry(str(n), "Li Na") for n in range(100)] + [Entry("x", "Lina Li")]))
    assert len(index) == 2
    assert {each.id for each in index.candidates("Li Na")} >= {str(n) for n in range(100)}


@pytest.mark.parametrize(
    ("listed", "typed"),
    [
        ("Yevgeny Prigozhin", "Yevgeny Prigohzin"),
        ("Aleksandr Lukashenko", "Aleksandr Lukasenko"),
        ("CHEN Quanguo", "陳全國"),
        ("MАXIM Galkin", "Maxim Galkin"),
        ("João Gonçalves", "joao goncalves"),
    ],
)
def test_a_name_typed_wrong_or_in_another_script_is_found(listed: str, typed: str) -> None:
    assert index_of(*PEOPLE, listed).candidates(typed, limit=3)[0].name == listed


def test_a_party_is_named_once_with_its_best_name() -> None:
    index = NameIndex(
        build_index([Entry("a", "CHEN Quanguo"), Entry("a", "陈全国"), Entry("b", "CHEN Quangang")])
    )
    hits = index.screen("陈全国")
    assert [hit.id for hit in hits].count("a") == 1
    assert (hits[0].id, hits[0].name, hits[0].score) == ("a", "陈全国", 1.0)


def test_an_index_in_a_file_is_the_one_in_memory(tmp_path: Path) -> None:
    image = build_index(Entry(name, name) for name in PEOPLE)
    path = tmp_path / "index"
    path.write_bytes(image)
    assert NameIndex.open(path).candidates("Li Qiang") == NameIndex(image).candidates("Li Qiang")


@pytest.mark.parametrize("image", [b"", b"safehold/names-index/1\n{}", b"x" * 100])
def test_bytes_that_are_no_index_are_refused(image: bytes) -> None:
    with pytest.raises(ImageMalformed):
        NameIndex(image)


def test_an_index_that_was_cut_off_is_refused() -> None:
    image = build_index([Entry("a", "Ann Ace")])
    with pytest.raises(ImageMalformed):
        NameIndex(image[:-9])


def test_an_index_of_nobody_finds_nobody() -> None:
    assert index_of("", " ").screen("Ann Ace") == []


def test_a_store_with_a_table_of_keys_ranks_by_what_is_rare() -> None:
    rows = [(name, name, retrieval_keys(name)) for name in PEOPLE]
    owners: dict[str, int] = {}
    for _, _, keys in rows:
        for key in keys:
            owners[key] = owners.get(key, 0) + 1
    ranked = rank_candidates("Vladimir Putin", rows, owners, len(PEOPLE), limit=3)
    assert {each.name for each in ranked} == {"Vladimir Putin", "Wladimir Putin", "Владимир Путин"}


SCORES = st.floats(0, 1)


@given(SCORES, SCORES, st.sampled_from(["", "CN", "CA", "CA;CN"]), st.sampled_from(["", "CN", "CA", "RU"]))
def test_a_country_orders_and_never_carries_over_the_line(
    score: float, name: float, mine: str, theirs: str
) -> None:
    weighed, _ = weigh_facts(score, name, Asked("", read_countries(mine)), Asked("", read_countries(theirs)))
    assert (weighed >= LIKELY) == (score >= LIKELY)
    assert abs(weighed - score) <= COUNTRY_STEP + 1e-9


def test_the_year_of_birth_decides_about_a_very_common_name() -> None:
    index = NameIndex(build_index([Entry("a", "王伟", born="1962"), Entry("b", "王伟", born="1980-03-04")]))
    alone = index.screen("Wang Wei")
    assert all(hit.score < LIKELY for hit in alone)
    hits = {hit.id: hit for hit in index.screen("Wang Wei", born="1962")}
    assert hits["a"].score >= LIKELY > hits["b"].score
    assert "Both were born in 1962." in hits["a"].sentences()
    assert any("differ" in said for said in hits["b"].sentences())


def test_years_that_follow_one_another_say_nothing() -> None:
    assert weigh_facts(0.9, 0.9, Asked("1962"), Asked("1963-01-02"))[0] == 0.9
    assert weigh_facts(0.9, 0.9, Asked("March 4, 1962"), Asked("1999"))[0] < LIKELY


def test_of_many_that_share_as_much_the_one_with_as_many_syllables_is_kept() -> None:
    longer = [f"Wu Yi{sound}" for sound in ("hao", "ming", "fei", "lan", "wen")]
    crowd = [f"{name} {letter}{other}" for name in longer for letter in "BCDFGH" for other in MANY]
    index = index_of(*crowd, "Wu Yi")
    assert "Wu Yi" in {each.name for each in index.candidates("吳苡")}


def test_characters_are_ordered_by_the_reading_they_have_in_names() -> None:
    assert letters_of(prepare("韋家維")) == letters_of(prepare("Wei Jiawei"))
    assert letters_of(prepare("李明麗")) == letters_of(prepare("Li Mingli"))


def test_building_leaves_the_collector_as_it_was() -> None:
    for work in (gc.disable, gc.enable):
        work()
        before = gc.isenabled()
        index_of("Wu Yi")
        assert gc.isenabled() == before
