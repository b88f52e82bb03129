# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rule book of the signed lists, rule by rule, and the choice of a key for a day."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from safehold.core import keylists
from safehold.core.envelopes import canonical_json, sign, sign_document
from safehold.core.keylists import (
    CoalitionList,
    IntakeKey,
    KeyList,
    ListEmpty,
    ListError,
    ListForeign,
    ListMalformed,
    ListOutdated,
    ListUnsigned,
    Organisation,
    ReplyKey,
    intake_key_for,
    key_id_of,
    read_coalition_list,
    read_key_list,
    reply_keys_for,
    sign_coalition_list,
    sign_key_list,
    weeks_from,
)

COALITION = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
PINNED = COALITION.public_key().public_bytes_raw()
NOORS = Ed25519PrivateKey.from_private_bytes(b"n" * 32)
TENZINS = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
MONDAY = date(2026, 9, 7)
ISSUED = date(2026, 9, 1)


def make_organisation(root: Ed25519PrivateKey = NOORS, **changes: Any) -> Organisation:
    fields: dict[str, Any] = {
        "id": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "slug": "noor-centre",
        "name": {"en": "Noor Centre", "zh-hant": "諾爾中心"},
        "languages": ["English", "粵語", "ئۇيغۇرچە"],
        "root_key": root.public_key().public_bytes_raw().hex(),
        "is_default": True,
    }
    return Organisation(**fields | changes)


NOOR = make_organisation()
TENZIN = make_organisation(
    TENZINS, id="7c9e6679-7425-40de-944b-e07fc1f90ae7", slug="tenzin-house", is_default=False
)


def make_coalition(*organisations: Organisation, version: int = 3) -> CoalitionList:
    return CoalitionList(
        version=version, issued_on=ISSUED, organisations=list(organisations or (NOOR, TENZIN))
    )


def make_intake_keys(weeks: int) -> list[IntakeKey]:
    windows = weeks_from(MONDAY, weeks)
    return [IntakeKey.create(f"age1pq1key{i}", start, end) for i, (start, end) in enumerate(windows)]


def make_keys(**changes: Any) -> KeyList:
    fields: dict[str, Any] = {
        "organisation_id": NOOR.id,
        "version": 3,
        "issued_on": ISSUED,
        "reply_keys": [
            ReplyKey.create(b"1" * 32, date(2025, 1, 1), date(2026, 1, 1)),
            ReplyKey.create(b"2" * 32, date(2026, 1, 1), date(2027, 1, 1)),
        ],
        "intake_keys": make_intake_keys(3),
    }
    return KeyList(**fields | changes)


def test_public_surface_is_pinned() -> None:
    assert sorted(keylists.__all__) == sorted(
        [
            "CoalitionList",
            "IntakeKey",
            "KeyList",
            "ListEmpty",
            "ListError",
            "ListForeign",
            "ListMalformed",
            "ListOutdated",
            "ListUnsigned",
            "Organisation",
            "ReplyKey",
            "intake_key_for",
            "key_id_of",
            "read_coalition_list",
            "read_key_list",
            "reply_keys_for",
            "sign_coalition_list",
            "sign_key_list",
            "weeks_from",
        ]
    )


def test_signed_lists_come_back() -> None:
    coalition, keys = make_coalition(), make_keys()
    assert read_coalition_list(sign_coalition_list(coalition, COALITION), PINNED, 1) == coalition
    assert read_key_list(sign_key_list(keys, NOORS), NOOR, 1) == keys


def test_payload_is_canonical_json_with_from_and_until() -> None:
    keys = make_keys(reply_keys=[], intake_keys=make_intake_keys(1))
    assert sign_key_list(keys, NOORS)[64:].decode() == (
        '{"intake_keys":[{"from":"2026-09-07","key_id":"' + key_id_of("age1pq1key0") + '",'
        '"recipient":"age1pq1key0","until":"2026-09-14"}],"issued_on":"2026-09-01",'
        '"organisation_id":"0f8fad5b-d9cb-469f-a165-70867728950e","reply_keys":[],'
        '"schema":"key-list/1","version":3}'
    )


@given(st.data())
def test_any_flipped_bit_is_unsigned(data: st.DataObject) -> None:
    signed = bytearray(sign_coalition_list(make_coalition(), COALITION))
    signed[data.draw(st.integers(0, len(signed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(ListUnsigned):
        read_coalition_list(bytes(signed), PINNED, 1)


@pytest.mark.parametrize("signed", [b"", b"{}", bytes(64), bytes(200)])
def test_bytes_without_a_signature_are_unsigned(signed: bytes) -> None:
    with pytest.raises(ListUnsigned):
        read_coalition_list(signed, PINNED, 1)
    with pytest.raises(ListUnsigned):
        read_key_list(signed, NOOR, 1)


def test_another_root_is_unsigned() -> None:
    with pytest.raises(ListUnsigned):
        read_coalition_list(sign_coalition_list(make_coalition(), NOORS), PINNED, 1)
    with pytest.raises(ListUnsigned):
        read_key_list(sign_key_list(make_keys(), TENZINS), NOOR, 1)


def test_list_of_one_kind_is_unsigned_as_the_other() -> None:
    signed = sign_coalition_list(make_coalition(), NOORS)
    with pytest.raises(ListUnsigned):
        read_key_list(signed, NOOR, 1)


def test_key_list_of_an_organisation_with_the_same_root_is_foreign() -> None:
    shared_root = make_organisation(NOORS, id=TENZIN.id)
    with pytest.raises(ListForeign):
        read_key_list(sign_key_list(make_keys(), NOORS), shared_root, 1)


@pytest.mark.parametrize(("minimum", "accepted"), [(1, True), (3, True), (4, False)])
def test_older_version_is_outdated_and_the_same_is_accepted(minimum: int, accepted: bool) -> None:
    readings: list[Callable[[], object]] = [
        lambda: read_coalition_list(sign_coalition_list(make_coalition(), COALITION), PINNED, minimum),
        lambda: read_key_list(sign_key_list(make_keys(), NOORS), NOOR, minimum),
    ]
    for read in readings:
        if accepted:
            read()
        else:
            with pytest.raises(ListOutdated):
                read()


CONTRADICTIONS: list[CoalitionList | KeyList] = [
    make_coalition(NOOR, NOOR),
    make_coalition(NOOR, make_organisation(TENZINS, id=TENZIN.id, is_default=False)),
    make_coalition(NOOR, make_organisation(TENZINS, id=TENZIN.id, slug="other")),
    make_keys(intake_keys=make_intake_keys(1) * 2),
    make_keys(intake_keys=[msgspec.structs.replace(make_intake_keys(1)[0], key_id="0" * 32)]),
    make_keys(intake_keys=[IntakeKey.create("age1pq1a", MONDAY, MONDAY)]),
    make_keys(reply_keys=[ReplyKey.create(b"1" * 32, MONDAY, MONDAY - timedelta(days=1))]),
    make_keys(
        reply_keys=[
            msgspec.structs.replace(
                ReplyKey.create(b"1" * 32, MONDAY, date(2027, 1, 1)), key_id=key_id_of((b"1" * 32).hex())
            )
        ]
    ),
    make_keys(version=0),
    make_keys(intake_keys=[IntakeKey.create("age1classic", MONDAY, date(2027, 1, 1))]),
    make_coalition(make_organisation(slug="Not A Slug")),
    make_coalition(make_organisation(root_key="00")),
]


@pytest.mark.parametrize("wrong", CONTRADICTIONS)
def test_contradictory_list_is_neither_signed_nor_read(wrong: CoalitionList | KeyList) -> None:
    if isinstance(wrong, CoalitionList):
        with pytest.raises(ListMalformed):
            sign_coalition_list(wrong, COALITION)
    else:
        with pytest.raises(ListMalformed):
            sign_key_list(wrong, NOORS)
    payload = canonical_json(msgspec.to_builtins(wrong))
    with pytest.raises(ListMalformed):
        if isinstance(wrong, CoalitionList):
            read_coalition_list(sign("coalition-list/1", payload, COALITION), PINNED, 0)
        else:
            read_key_list(sign("key-list/1", payload, NOORS), NOOR, 0)


def test_payload_that_is_not_a_list_is_malformed() -> None:
    for payload in (b"", b"[]", b'{"schema":"key-list/1"}', canonical_json({"schema": "key-list/2"})):
        with pytest.raises(ListMalformed):
            read_key_list(sign("key-list/1", payload, NOORS), NOOR, 1)


def test_every_refusal_is_a_list_error() -> None:
    for error in (ListUnsigned, ListMalformed, ListForeign, ListOutdated, ListEmpty):
        assert issubclass(error, ListError)


def test_lists_may_be_empty() -> None:
    empty = CoalitionList(version=1, issued_on=ISSUED, organisations=[])
    assert read_coalition_list(sign_document(empty, COALITION), PINNED, 0) == empty


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (MONDAY - timedelta(days=1), 0),
        (MONDAY, 0),
        (MONDAY + timedelta(days=6), 0),
        (MONDAY + timedelta(days=7), 1),
        (MONDAY + timedelta(days=20), 2),
        (MONDAY + timedelta(days=21), 2),
        (MONDAY + timedelta(days=2_000), 2),
    ],
)
def test_intake_key_of_the_day_or_the_newest(day: date, key: int) -> None:
    keys = make_keys()
    assert intake_key_for(keys, day) == keys.intake_keys[key]
    reversed_list = msgspec.structs.replace(keys, intake_keys=keys.intake_keys[::-1])
    assert intake_key_for(reversed_list, day) == keys.intake_keys[key]


def test_gap_between_keys_uses_the_last_ended_not_a_future_one() -> None:
    first, _, third = make_intake_keys(3)
    assert intake_key_for(make_keys(intake_keys=[third, first]), MONDAY + timedelta(days=8)) == first


def test_of_two_valid_keys_the_later_start_wins() -> None:
    long = IntakeKey.create("age1pq1long", date(2026, 1, 1), date(2027, 1, 1))
    weekly = make_intake_keys(1)[0]
    assert intake_key_for(make_keys(intake_keys=[long, weekly]), MONDAY) == weekly


@given(st.dates(), st.integers(1, 5))
def test_report_is_never_refused_while_there_is_a_key(day: date, count: int) -> None:
    keys = make_keys(intake_keys=make_intake_keys(count))
    assert intake_key_for(keys, day) in keys.intake_keys


def test_only_an_empty_list_refuses() -> None:
    with pytest.raises(ListEmpty):
        intake_key_for(make_keys(intake_keys=[]), MONDAY)


def test_reply_keys_are_all_listed_newest_first() -> None:
    old, new = make_keys().reply_keys
    assert reply_keys_for(make_keys()) == (new, old)


def test_key_id_is_32_hex_characters_of_sha256() -> None:
    assert key_id_of("abc") == key_id_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223"


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 60))
def test_weeks_run_monday_to_monday_without_gap(day: date, count: int) -> None:
    weeks = weeks_from(day, count)
    assert len(weeks) == count
    for start, end in weeks:
        assert start.weekday() == 0
        assert end - start == timedelta(days=7)
    assert all(before[1] == after[0] for before, after in pairwise(weeks))
    if weeks:
        assert weeks[0][0] <= day < weeks[0][1]
