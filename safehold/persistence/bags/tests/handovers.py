# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hand-overs as tests make them, and what somebody does to them who wants to deceive."""

import dataclasses
import hashlib
import io
import json
import random
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from safehold.core.custody import (
    AnyRow,
    DayHead,
    Row,
    exported_facts,
    hash_detail,
    hash_row,
    hashed_facts,
    make_detail,
    stamped_facts,
    write_head,
    write_row,
)
from safehold.core.handover import Report, StampVerdict, bagit, check_bag, layout
from safehold.core.handover.documents import write_custody, write_item
from safehold.core.timestamps import StampedItem, hash_manifest, make_request, read_stamp, write_manifest
from safehold.core.timestamps.tests.authority import LocalAuthority
from safehold.persistence.bags import HandOver, OutgoingItem, OutgoingStamp, write_bag
from safehold.persistence.bags.openssl import check_with_openssl
from safehold.persistence.bags.reading import find_bag

PHOTO, VOICE, OTHER = (str(UUID(int=n)) for n in (1, 2, 3))
BATCH = str(UUID(int=9))
PHOTO_BYTES = b"\xff\xd8\xff\xe1 a photo with GPS \xff\xd9" * 40
VOICE_BYTES = random.Random(1).randbytes(70_000)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FOLDER = "evidence-2026-0001"
PHOTO_FILE = f"data/items/{PHOTO}/file-我的照片 _1_.jpg"
VOICE_FILE = f"data/items/{VOICE}/file-voice.ogg"
CUSTODY, ITEM = f"data/items/{PHOTO}/custody.json", f"data/items/{PHOTO}/item.json"
HERE, THERE = f"timestamps/{BATCH}/here", f"timestamps/{BATCH}/there"
Events = list[tuple[str, Mapping[str, Any]]]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def make_rows(item_id: str, events: Events) -> tuple[list[Row], list[dict[str, Any]]]:
    """Rows with their details, one a day."""
    rows: list[Row] = []
    details = []
    for n, (event, what) in enumerate(events):
        detail = make_detail(NOON + timedelta(days=n), bytes([n]) * 16, what)
        last = (n, rows[-1].hash if rows else "")
        day = (NOON + timedelta(days=n)).date()
        rows.append(write_row(item_id, last, event, day, UUID(int=77), hash_detail(detail)))
        details.append(detail)
    return rows, details


def make_manifest() -> bytes:
    files = {PHOTO: PHOTO_BYTES, VOICE: VOICE_BYTES, OTHER: b"not handed over"}
    return write_manifest(
        BATCH, [StampedItem(key, sha256(value), len(value)) for key, value in files.items()]
    )


def make_stamps(authorities: Mapping[str, LocalAuthority]) -> list[OutgoingStamp]:
    manifest = make_manifest()
    request = make_request(hash_manifest(manifest))
    return [
        OutgoingStamp(BATCH, name, manifest, authority.answer(request), authority.roots)
        for name, authority in authorities.items()
    ]


def make_item(item_id: str, name: str, content: bytes, stamps: list[OutgoingStamp]) -> OutgoingItem:
    events: Events = [
        ("received", {"via": "report"}),
        ("hashed", hashed_facts(sha256(content), len(content))),
        ("viewed", {"words": "看过了"}),
    ]
    for each in stamps:
        names = (each.batch, each.authority, hash_manifest(each.manifest), sha256(each.response))
        events.append(
            ("stamped", stamped_facts(*names, f"{read_stamp(each.response).stamped_at:%Y-%m-%dT%H:%M:%SZ}"))
        )
    events.append(("exported", exported_facts([PHOTO, VOICE], "A court", {})))
    rows, details = make_rows(item_id, events)
    pieces = [content[:1000], content[1000:] + bytes(500)]
    return OutgoingItem(
        item_id, name, sha256(content), len(content), rows, details, lambda: pieces, {"language": "zh"}
    )


def make_heads(items: list[OutgoingItem]) -> list[DayHead]:
    """Heads over all rows but the newest: a head is made when a day has ended."""
    first = write_head(None, date(2026, 11, 21), [(each.id, 2, each.rows[1].hash) for each in items])
    ends = [(each.id, len(each.rows) - 1, each.rows[-2].hash) for each in items]
    return [first, write_head(first, date(2026, 11, 25), [*ends, (OTHER, 4, "ab" * 32)])]


def make_hand_over(stamps: list[OutgoingStamp]) -> HandOver:
    items = [
        make_item(PHOTO, "我的照片 <1>.jpg", PHOTO_BYTES, stamps),
        make_item(VOICE, "voice.ogg", VOICE_BYTES, stamps),
    ]
    info = {"Source-Organization": "North Star", "Bagging-Date": "2026-11-27"}
    pages = {layout.INDEX_HTML: b"<!doctype html><title>x</title>", layout.INDEX_PDF: b"%PDF-1.7 x"}
    return HandOver(items, make_heads(items), stamps, info, pages)


def as_zip(hand_over: HandOver) -> bytes:
    out = io.BytesIO()
    write_bag(out, hand_over, FOLDER)
    return out.getvalue()


def unpack(content: bytes, folder: Path) -> Path:
    """Unpack a ZIP as its receiver does; return the bag's folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder / FOLDER


class House:
    """Two authorities, and a hand-over that both have stamped."""

    def __init__(self, folder: Path) -> None:
        self.here = LocalAuthority(folder / "here")
        self.there = LocalAuthority(folder / "there", "Another Authority")
        self.hand_over: HandOver = make_hand_over(make_stamps({"here": self.here, "there": self.there}))
        self.bag = unpack(as_zip(self.hand_over), folder / "out")


def check(bag: Path) -> Report:
    return check_bag(find_bag(bag), check_with_openssl)


def check_without_stamps(bag: Path) -> Report:
    """Faster, where a test is not about them."""
    return check_bag(find_bag(bag), lambda *_: StampVerdict(True, ""))


def said_of(report: Report) -> str:
    return "\n".join(f"{each.where}: {each.what}" for each in report.problems)


def named(bag: Path) -> str:
    """What is said not to hold."""
    return said_of(check(bag))


class Forger:
    """Somebody who has the bag and wants it to say something else. `cover_up` makes both manifests anew."""

    def __init__(self, bag: Path) -> None:
        self.bag = bag

    def read(self, name: str) -> Any:
        return json.loads((self.bag / name).read_text())

    def write(self, name: str, document: Any) -> None:
        (self.bag / name).write_text(
            json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
        )

    def edit(self, name: str, **changes: Any) -> None:
        self.write(name, self.read(name) | changes)

    def rewrite_custody(
        self, item: OutgoingItem, rows: Sequence[AnyRow], details: Sequence[Any], fits: bool = True
    ) -> None:
        """Put other rows in the place of an item's; with `fits`, item.json says that they are all."""
        path = self.bag / layout.item_path(item.id, "")
        (path / layout.CUSTODY).write_bytes(write_custody(item.id, rows, details))
        if fits:
            record = dataclasses.replace(item.record, rows=len(rows), head=rows[-1].hash)
            (path / layout.ITEM).write_bytes(write_item(record))

    def cover_up(self) -> None:
        names = [each for each in sorted(self.bag.rglob("*")) if each.is_file()]
        found = {each.relative_to(self.bag).as_posix(): each.read_bytes() for each in names}
        payload = {name: content for name, content in found.items() if name.startswith("data/")}
        oxum = f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}\n"
        info = "".join(
            line
            for line in found[bagit.INFO].decode().splitlines(keepends=True)
            if not line.startswith("Payload-Oxum")
        )
        sums = bagit.write_sums({name: sha256(content) for name, content in payload.items()})
        found |= {bagit.INFO: (info + oxum).encode(), bagit.PAYLOAD_MANIFEST: sums.encode()}
        tags = {
            name: sha256(content)
            for name, content in found.items()
            if not name.startswith("data/") and name != bagit.TAG_MANIFEST
        }
        (self.bag / bagit.INFO).write_bytes(found[bagit.INFO])
        (self.bag / bagit.PAYLOAD_MANIFEST).write_bytes(found[bagit.PAYLOAD_MANIFEST])
        (self.bag / bagit.TAG_MANIFEST).write_text(bagit.write_sums(tags))


def rows_of(item: OutgoingItem) -> list[Row]:
    return [row for row in item.rows if isinstance(row, Row)]


def recompute(rows: list[Row], since: int) -> list[Row]:
    """Every hash from place `since` (from 0) on made anew."""
    out = rows[:since]
    for row in rows[since:]:
        plain = dataclasses.replace(row, previous=out[-1].hash if out else "", position=len(out) + 1)
        out.append(dataclasses.replace(plain, hash=hash_row(plain)))
    return out
