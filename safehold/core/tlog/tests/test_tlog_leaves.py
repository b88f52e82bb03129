# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Leaves and their fields: one spelling, values that only their opening shows, and fields that are withdrawn."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safehold.core.envelopes import canonical_json
from safehold.core.tlog import (
    KINDS,
    Leaf,
    LeafMalformed,
    LeafTooLong,
    Opening,
    OpeningMalformed,
    OpeningWrong,
    TlogError,
    Tree,
    check_opening,
    check_openings,
    commit_field,
    commit_fields,
    open_fields,
    open_values,
    read_leaf,
    read_openings,
    verify_inclusion,
    withheld_names,
    write_leaf,
)
from safehold.core.tlog.tests.logs import DAY, flips

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=4), inner, max_size=4)
    ),
    max_leaves=8,
)
LEAVES = st.builds(
    Leaf,
    kind=st.sampled_from(KINDS),
    on=st.dates(),
    form=st.sampled_from(["arrangement/1", "fara-active/1", "export/12"]),
    version=st.integers(0, 2**53 - 1),
    entry=st.none() | st.uuids(),
    registrant=st.none() | st.uuids(),
    principal=st.none() | st.uuids(),
    about=st.sets(st.integers(0, 2**53 - 1), max_size=4).map(sorted).map(tuple),
    fields=st.dictionaries(NAMES, st.binary(min_size=32, max_size=32), max_size=4),
)
OPENINGS = open_values({"name": "Ministère", "amount": 1_000, "terms": ["a", None, True]})
LEAF = Leaf("filing", DAY, "arrangement/1", entry=uuid4(), fields=commit_fields(OPENINGS))


@settings(deadline=None)
@given(LEAVES)
def test_a_leaf_has_one_spelling(leaf: Leaf) -> None:
    content = write_leaf(leaf)
    assert read_leaf(content) == leaf
    assert write_leaf(read_leaf(content)) == content


def test_a_leaf_has_the_form_that_is_written_down() -> None:
    leaf = Leaf("notice", date(2026, 1, 2), "notice/1", 3, about=(4, 7), fields={"why": b"\0" * 32})
    assert write_leaf(leaf).decode() == (
        '{"about":[4,7],"entry":null,"fields":{"why":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="},'
        '"form":"notice/1","format":"safehold/register-leaf/1","kind":"notice","on":"2026-01-02",'
        '"principal":null,"registrant":null,"version":3}'
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("kind", "rumour"), ("kind", None), ("version", -1), ("version", True), ("version", "1"), ("version", 2**53),
        ("on", "20261123"), ("on", "2026-02-30"), ("on", 5), ("form", "arrangement"), ("form", "Arrangement/1"),
        ("form", None), ("entry", "{7b0d5a54-6a2f-4d1e-8d8e-0c6a1a6a5f01}"), ("entry", "x"), ("entry", 7),
        ("entry", "7B0D5A54-6A2F-4D1E-8D8E-0C6A1A6A5F01"), ("about", [2, 1]), ("about", [1, 1]), ("about", [-1]),
        ("about", [True]), ("about", "1"), ("about", None), ("fields", {"Name": "A" * 43 + "="}), ("fields", []),
        ("fields", {"name": "AAAA"}), ("fields", {"name": None}), ("fields", {"a" * 65: "A" * 43 + "="}),
        ("format", "safehold/register-leaf/2"), ("more", 1),
    ],
)  # fmt: skip
def test_what_is_no_leaf_is_refused(key: str, value: Any) -> None:
    document = json.loads(write_leaf(LEAF)) | {key: value}
    content = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    with pytest.raises(LeafMalformed):
        read_leaf(content)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"nothing", b"\xff", b"[" * 100_000])
def test_what_is_not_even_json_is_refused(content: bytes) -> None:
    with pytest.raises(LeafMalformed):
        read_leaf(content)


def test_a_leaf_that_would_not_be_read_again_is_not_made() -> None:
    for changes in (
        {"on": datetime(2026, 11, 23)},
        {"entry": str(uuid4())},
        {"version": "1"},
        {"about": ("1",)},
    ):
        with pytest.raises(LeafMalformed):
            replace(LEAF, **changes)


def test_a_leaf_that_no_bundle_holds_is_refused() -> None:
    fields = {f"field_{n}": b"\0" * 32 for n in range(1_500)}
    with pytest.raises(LeafTooLong):
        write_leaf(replace(LEAF, fields=fields))


@given(NAMES, VALUES)
def test_an_opening_opens_its_field(name: str, value: Any) -> None:
    openings = open_values({name: value})
    leaf = replace(LEAF, fields=commit_fields(openings))
    stored = json.loads(json.dumps({name: openings[name].document()}))
    check_openings(leaf, read_openings(stored))


@settings(deadline=None)
@given(NAMES, NAMES, VALUES, VALUES)
def test_an_opening_opens_nothing_else(name: str, other: str, value: Any, changed: Any) -> None:
    opening = open_values({name: value})[name]
    leaf = replace(LEAF, fields={name: commit_field(name, opening), other + "_2": b"\0" * 32})
    wrong = [(name, Opening(flip, value)) for flip in flips(opening.salt)]
    wrong += [(other + "_2", opening), ("absent__", opening)]
    if json.dumps(changed, sort_keys=True) != json.dumps(value, sort_keys=True):
        wrong.append((name, Opening(opening.salt, changed)))
    for named, each in wrong:
        with pytest.raises(OpeningWrong) as refused:
            check_opening(leaf, named, each)
        assert refused.value.name == named


def test_the_same_value_is_never_committed_to_alike() -> None:
    """Two leaves with the same secret do not tell that it is the same, nor let it be guessed."""
    one, other = open_values({"amount": 1})["amount"], open_values({"amount": 1})["amount"]
    assert commit_field("amount", one) != commit_field("amount", other)
    assert "salt" not in repr(one)


def test_a_name_cannot_run_into_its_salt() -> None:
    one = commit_field("ab", Opening(b"c" * 32, "x"))
    assert one != commit_field("a", Opening(b"b" + b"c" * 31, "x"))


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {"é": 1}, {1: 2}, "\ud800", b"bytes"])
def test_a_value_without_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(OpeningMalformed):
        commit_field("name", Opening(b"\0" * 32, value))


@pytest.mark.parametrize(
    "document",
    [
        None, [], {"name": None}, {"name": {"salt": "AAAA", "value": 1}}, {"name": {"value": 1}},
        {"name": {"salt": 5, "value": 1}}, {"name": {"salt": "A" * 43 + "=", "value": 1, "more": 1}},
        {"name": {"salt": "A" * 43 + "B", "value": 1}},
    ],
)  # fmt: skip
def test_what_is_no_opening_is_refused(document: Any) -> None:
    with pytest.raises(OpeningMalformed):
        read_openings(document)


def test_every_changed_byte_of_a_leaf_is_refused_or_is_another_leaf() -> None:
    content = write_leaf(LEAF)
    tree = Tree()
    tree.extend([b"before", content, b"after"])
    others = Tree([tree.leaf_hash(0)])
    others.append(content)
    for wrong in flips(content):
        with pytest.raises(TlogError):
            read_leaf(wrong)
            changed = Tree()
            changed.append(wrong)
            verify_inclusion(tree.root(), 3, 1, changed.leaf_hash(0), tree.prove_inclusion(1))


def test_a_field_can_be_withdrawn_and_the_log_stays() -> None:
    """The opening is deleted; the leaf, its proof and every root stay as they were."""
    tree = Tree()
    place = tree.append(write_leaf(LEAF))
    old_root, old_proof = tree.root(), tree.prove_inclusion(place)
    told = open_values({"withheld": ["amount"], "why": "safety"})
    withdrawal = Leaf("redaction", DAY, "redaction/1", 2, about=(place,), fields=commit_fields(told))
    tree.append(write_leaf(withdrawal))
    assert withheld_names(read_leaf(write_leaf(withdrawal)), told) == ("amount",)
    rest = {name: each for name, each in OPENINGS.items() if name not in withheld_names(withdrawal, told)}
    check_openings(LEAF, rest)
    verify_inclusion(old_root, 1, place, tree.leaf_hash(place), old_proof)
    verify_inclusion(tree.root(), 2, place, tree.leaf_hash(place), tree.prove_inclusion(place))


def test_only_a_withdrawing_leaf_withdraws() -> None:
    for kind, value in (
        ("notice", ["name"]),
        ("redaction", "name"),
        ("redaction", ["Name"]),
        ("redaction", [1]),
    ):
        told = open_values({"withheld": value})
        with pytest.raises(LeafMalformed):
            withheld_names(Leaf(kind, DAY, "notice/1", fields=commit_fields(told)), told)
    told = open_values({"withheld": ["name"]})
    leaf = Leaf("redaction", DAY, "redaction/1", fields=commit_fields(told))
    with pytest.raises(LeafMalformed):
        withheld_names(leaf, {})
    with pytest.raises(OpeningWrong):
        withheld_names(leaf, open_values({"withheld": ["name"]}))


def kept(openings: dict[str, Opening]) -> bytes:
    return canonical_json({name: opening.document() for name, opening in openings.items()})


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.data())
def test_kept_openings_are_read_fast_and_checked_all_the_same(
    values: dict[str, Any], data: st.DataObject
) -> None:
    openings = open_values(values)
    content, commitments = kept(openings), commit_fields(openings)
    assert open_fields(content, commitments) == openings == read_openings(json.loads(content))
    only = data.draw(st.sets(st.sampled_from(sorted(values)))) if values else set()
    assert open_fields(content, commitments, only) == {name: openings[name] for name in only}


@settings(deadline=None)
@given(st.data())
def test_no_byte_of_kept_openings_can_be_another(data: st.DataObject) -> None:
    content = kept(OPENINGS)
    changed = bytearray(content)
    changed[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = open_fields(bytes(changed), LEAF.fields)
    except (OpeningMalformed, OpeningWrong):
        return
    assert found == OPENINGS


def test_kept_openings_are_openings_of_this_leaf_and_nothing_else() -> None:
    salt = OPENINGS["name"].document()["salt"]
    for content, error in (
        (b"", OpeningMalformed),
        (b"[]", OpeningMalformed),
        (b'{"name":{"salt":1,"value":2}}', OpeningMalformed),
        (b'{"name":{"value":2}}', OpeningMalformed),
        (kept(OPENINGS).replace(b'"value":', b'"more":1,"value":', 1), OpeningMalformed),
        (kept({"other": OPENINGS["name"]}), OpeningWrong),
        (b'{"name":{"salt":"AAAA","value":"Minist\xc3\xa8re"}}', OpeningWrong),
        (b'{"name":{"salt":"%s","value":1e3}}' % salt.encode(), OpeningWrong),
        (b'{"name":{"salt":"%s","value":%s}}' % (salt.encode(), b"[" * 100_000 + b"]" * 100_000), TlogError),
    ):
        with pytest.raises(error):
            open_fields(content, LEAF.fields)
