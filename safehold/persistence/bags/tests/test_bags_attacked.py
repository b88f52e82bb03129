# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Somebody who knows how a bag is checked, and means to deceive: nothing of theirs runs, and what they did is named."""

import dataclasses
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from safehold.core.handover.documents import write_heads
from safehold.core.timestamps import hash_manifest, read_stamp
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.persistence.bags.openssl import check_with_openssl
from safehold.persistence.bags.tests.handovers import (
    BATCH,
    CUSTODY,
    HERE,
    ITEM,
    PHOTO,
    PHOTO_FILE,
    VOICE,
    VOICE_BYTES,
    Forger,
    House,
    as_zip,
    check,
    make_item,
    named,
    recompute,
    rows_of,
    sha256,
)

pytestmark = needs_openssl
PLANTED = ("json", "__future__", "hashlib", "_strptime", "zipfile")
MARK = "somebody else's program ran"


def der(tag: int, content: bytes) -> bytes:
    length = len(content)
    octets = bytes([length]) if length < 128 else b"\x82" + length.to_bytes(2, "big")
    return bytes([tag]) + octets + content


def with_words(response: bytes, words: str) -> bytes:
    """The same answer with words beside its status (PKIFreeText, 2.4.2), which nobody signs."""
    head = 2 + (response[1] & 0x7F if response[1] & 0x80 else 0)
    body = response[head:]
    token = body[2 + body[1] :]
    told = der(0x30, b"\x02\x01\x00" + der(0x30, der(0x0C, words.encode())))
    return der(0x30, told + token)


def run_in(bag: Path, *command: str, path: str = "/usr/bin:/bin", **more: str) -> str:
    """Run something as somebody does who has just unpacked a bag and stands in its folder."""
    done = subprocess.run(
        [sys.executable, *command],
        env={"PATH": path, **more},
        cwd=bag,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", PLANTED)
@pytest.mark.parametrize("how", [("verify.py",), ("-m", "verify"), ("-I", "verify.py")])
def test_no_module_that_lies_beside_the_verifier_is_run(
    forger: Forger, name: str, how: tuple[str, ...]
) -> None:
    (forger.bag / f"{name}.py").write_text(f"print({MARK!r})\n")
    said = run_in(forger.bag, *how, PYTHONPATH=".")
    assert MARK not in said
    assert f"DOES NOT HOLD: {name}.py: " in said


@pytest.mark.parametrize("path", ["", ".", ":", ".:/usr/bin:/bin", ":/usr/bin:/bin", "./bin:/usr/bin"])
def test_no_openssl_that_lies_in_the_bag_is_run(forger: Forger, path: str) -> None:
    for folder in (forger.bag, forger.bag / "bin"):
        folder.mkdir(exist_ok=True)
        (folder / "openssl").write_text(
            f"#!/bin/sh\necho {MARK}; touch ran; echo 'Time stamp: Jan  1 00:00:00 2020 GMT'\n"
        )
        (folder / "openssl").chmod(0o755)
    said = run_in(forger.bag, "verify.py", path=path)
    assert "2020-01-01" not in said
    assert not list(forger.bag.rglob("ran"))


def test_words_beside_a_time_stamp_do_not_date_it_anew(house: House) -> None:
    stamp = house.hand_over.stamps[0]
    stamped_at = read_stamp(stamp.response).stamped_at
    for days in (400, -400):
        other = f"{stamped_at + timedelta(days=days):%b %d %H:%M:%S %Y} GMT"
        forged = with_words(stamp.response, f"x\n\nTST info:\nTime stamp: {other}\n")
        verdict = check_with_openssl(forged, stamp.manifest, stamp.roots)
        assert verdict.at == int(stamped_at.timestamp())
        assert f"{stamped_at:%Y-%m-%d %H:%M:%S} UTC" in verdict.what


@pytest.mark.parametrize("name", [b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_famous_root_beside_the_true_one_is_not_named(house: House, name: bytes, is_first: bool) -> None:
    """Whoever compares what is named with what an authority publishes must not be shown another one's."""
    stamp, famous = house.hand_over.stamps[0], house.there.roots
    own = stamp.roots.replace(b"CERTIFICATE", name)
    verdict = check_with_openssl(stamp.response, stamp.manifest, own + famous if is_first else famous + own)
    (only,) = check_with_openssl(stamp.response, stamp.manifest, stamp.roots).what.split()[-1:]
    assert not verdict.holds or verdict.what.endswith(f"the root with SHA-256 {only}")


def test_custody_that_dates_its_stamp_anew_is_named(house: House, forger: Forger) -> None:
    """By the organisation itself: everything is computed anew, so only what somebody else signed is left."""
    item = house.hand_over.items[0]
    rows, details = rows_of(item), [dict(each or {}) for each in item.details]
    details[3]["what"] = {**details[3]["what"], "stamped_at": "2020-01-01T00:00:00Z"}
    rewrite(forger, item, rows, details)
    assert f"{CUSTODY}, row 4: It names another time than the time stamp does" in named(forger.bag)


def test_a_stamp_that_was_made_for_another_item_is_named(house: House, forger: Forger) -> None:
    """The manifest is made to name the other item alone, and both are stamped by a true authority."""
    from safehold.core.timestamps import StampedItem, make_request, write_manifest

    manifest = write_manifest(BATCH, [StampedItem(VOICE, sha256(VOICE_BYTES), len(VOICE_BYTES))])
    answer = house.here.answer(make_request(hash_manifest(manifest)))
    stamps = [dataclasses.replace(house.hand_over.stamps[0], manifest=manifest, response=answer)]
    shutil.rmtree(forger.bag / f"timestamps/{BATCH}/there")
    (forger.bag / f"timestamps/{BATCH}/manifest.json").write_bytes(manifest)
    (forger.bag / f"{HERE}/response.tsr").write_bytes(answer)
    for each, content in zip(house.hand_over.items, (b"another photo", VOICE_BYTES), strict=True):
        made = make_item(each.id, each.name, content, stamps)
        forger.rewrite_custody(made, made.rows, made.details)
        (forger.bag / f"data/items/{each.id}/{made.file}").write_bytes(content)
    (forger.bag / "heads.json").write_bytes(write_heads([]))
    forger.cover_up()
    assert f"{CUSTODY}, row 4: timestamps/{BATCH}/manifest.json does not name this item" in named(forger.bag)


def test_a_file_that_was_taken_out_is_named_though_item_json_says_there_is_none(forger: Forger) -> None:
    (forger.bag / PHOTO_FILE).unlink()
    forger.edit(ITEM, file="")
    forger.cover_up()
    assert f"data/items/{PHOTO}: Its file is missing, and no row of its custody says why" in named(forger.bag)


def test_custody_without_the_row_of_the_hash_is_named(house: House, forger: Forger) -> None:
    item = house.hand_over.items[0]
    rows, details = rows_of(item), list(item.details)
    del rows[1], details[1]
    rewrite(forger, item, rows, details)
    assert f"{CUSTODY}: No row of it says which file was received" in named(forger.bag)


def test_heads_that_were_left_out_are_noted(forger: Forger) -> None:
    (forger.bag / "heads.json").write_bytes(write_heads([]))
    forger.cover_up()
    assert f"No head of a day covers the custody of {PHOTO}" in " ".join(check(forger.bag).notes)


def rewrite(forger: Forger, item, rows, details) -> None:  # type: ignore[no-untyped-def]
    """Make the whole chain anew over other details, leave the heads out, and both manifests anew."""
    from safehold.core.custody import hash_detail

    rows = [
        dataclasses.replace(row, detail_sha256=hash_detail(told))
        for row, told in zip(rows, details, strict=True)
    ]
    forger.rewrite_custody(item, recompute(rows, 0), details)
    (forger.bag / "heads.json").write_bytes(write_heads([]))
    forger.cover_up()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_nobody_may_open_is_named(forger: Forger) -> None:
    closed = forger.bag / "data" / "closed"
    closed.mkdir(mode=0)
    try:
        assert "closed: It is not a plain file" in named(forger.bag)
    finally:
        closed.chmod(0o700)


@pytest.fixture
def archive(house: House, tmp_path: Path) -> Path:
    path = tmp_path / "bag.zip"
    path.write_bytes(as_zip(house.hand_over))
    return path


def test_an_archive_in_an_archive_is_named(archive: Path) -> None:
    """Programs differ in which of two they unpack: what lies before, after and between is no part of a hand-over."""
    whole = archive.read_bytes()
    archive.write_bytes(whole + b"a comment")  # without a length it is read as before
    for content in (b"PK\x03\x04 more" + whole, whole[:-2] + b"\x05\x00more!"):
        archive.write_bytes(content)
        assert "the archive itself, between its files" in named(archive)


def test_a_link_in_an_archive_is_named(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as more:
        link = zipfile.ZipInfo(f"{more.namelist()[0].partition('/')[0]}/data/items/{PHOTO}/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        more.writestr(link, "/etc/passwd")
    assert "link: It is not a plain file" in named(archive)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_we_do_not_write_is_named_and_not_unpacked(archive: Path, method: int) -> None:
    with zipfile.ZipFile(archive, "a", method) as more:
        name = f"{more.namelist()[0].partition('/')[0]}/data/items/{PHOTO}/bomb"
        more.writestr(name, bytes(1000))
    assert "bomb: It is not a plain file" in named(archive)
