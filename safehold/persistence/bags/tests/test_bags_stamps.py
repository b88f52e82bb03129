# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A time stamp that was dated anew, swapped, taken out or put in is named."""

import shutil
from datetime import timedelta

import pytest

from safehold.core.timestamps import hash_manifest, make_request, read_stamp
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.persistence.bags.tests.handovers import BATCH, CUSTODY, HERE, THERE, Forger, House, check, named

pytestmark = needs_openssl


def test_a_redated_stamp_is_named(house: House, forger: Forger) -> None:
    path = forger.bag / f"{HERE}/response.tsr"
    response = path.read_bytes()
    stamped_at = read_stamp(response).stamped_at
    earlier, now = ((stamped_at - timedelta(seconds=n)).strftime("%Y%m%d%H%M%SZ").encode() for n in (1, 0))
    path.write_bytes(response.replace(now, earlier))
    forger.cover_up()
    said = named(forger.bag)
    assert (
        f"{HERE}/response.tsr: The authority's signature does not cover it" in said
        or "was not valid at the time" in said
    )
    assert f"{HERE}/response.tsr: It is not the one that {CUSTODY}, row 4 names" in said


def test_a_younger_stamp_by_the_same_authority_is_named(house: House, forger: Forger) -> None:
    """It holds in itself."""
    manifest = house.hand_over.stamps[0].manifest
    (forger.bag / f"{HERE}/response.tsr").write_bytes(
        house.here.answer(make_request(hash_manifest(manifest)))
    )
    forger.cover_up()
    said = named(forger.bag)
    assert f"{HERE}/response.tsr: It is not the one that {CUSTODY}, row 4 names" in said
    assert "signature" not in said


def test_swapped_roots_are_named(forger: Forger) -> None:
    shutil.copy(forger.bag / f"{THERE}/roots.pem", forger.bag / f"{HERE}/roots.pem")
    forger.cover_up()
    assert f"{HERE}/response.tsr: The authority's certificate does not lead to the roots" in named(forger.bag)


def test_a_swapped_manifest_is_named(forger: Forger) -> None:
    path = forger.bag / f"timestamps/{BATCH}/manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"size":15', b'"size":16'))
    forger.cover_up()
    said = named(forger.bag)
    assert f"{HERE}/response.tsr: The time stamp is for another manifest" in said
    assert f"timestamps/{BATCH}/manifest.json: It is not the one that {CUSTODY}, row 4 names" in said


@pytest.mark.parametrize("gone", [f"timestamps/{BATCH}", HERE, "timestamps"])
def test_removed_stamps_are_named(forger: Forger, gone: str) -> None:
    shutil.rmtree(forger.bag / gone)
    forger.cover_up()
    assert f"{HERE}/response.tsr: It is missing: {CUSTODY}, row 4 names it." in named(forger.bag)


def test_an_added_stamp_is_named(forger: Forger) -> None:
    shutil.copytree(forger.bag / HERE, forger.bag / f"timestamps/{BATCH}/third")
    forger.cover_up()
    assert f"timestamps/{BATCH}/third/response.tsr: No row of custody names this time stamp" in named(
        forger.bag
    )


@pytest.mark.parametrize(
    "roots", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n"]
)
def test_roots_that_are_none_stop_nothing(house: House, forger: Forger, roots: bytes) -> None:
    (forger.bag / f"{HERE}/roots.pem").write_bytes(roots)
    forger.cover_up()
    assert f"{HERE}/response.tsr" in named(forger.bag)
    (forger.bag / f"{HERE}/roots.pem").write_bytes(house.here.roots + roots)
    forger.cover_up()
    report = check(forger.bag)
    assert len(report.holding) + len(report.problems) == 4


def test_nonsense_in_the_place_of_a_stamp_stops_nothing(forger: Forger) -> None:
    for content in (b"", b"\x30\x03\x02\x01\x00", bytes(2_000_000)):
        (forger.bag / f"{HERE}/response.tsr").write_bytes(content)
        forger.cover_up()
        assert f"{HERE}/response.tsr" in named(forger.bag)
