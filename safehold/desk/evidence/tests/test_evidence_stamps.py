# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Time stamps of items: asked for without keys, kept before they are read, never lost, written into custody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from safehold.cli.doctor.stamps import check_stamps
from safehold.core.timestamps import make_request, read_manifest, verify_stamp
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.desk.cases.models import Case
from safehold.desk.evidence import authorities, queries
from safehold.desk.evidence.actions import ask_again, queue_case, send_waiting, stamping, verify_now
from safehold.desk.evidence.models import Item, Stamp, StampBatch
from safehold.desk.evidence.tests.authorities_here import (
    NAME,
    PHOTO,
    HttpAuthority,
    make_case,
    moment,
    record,
    trusted,
)
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), needs_openssl]
State = Stamp.State


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, HttpAuthority]]:
    found = {
        name: HttpAuthority(tmp_path_factory.mktemp(name), f"Authority {name}") for name in ("one", "two")
    }
    yield found
    for each in found.values():
        each.close()


@pytest.fixture
def both(house: dict[str, HttpAuthority], tmp_path: Path) -> Iterator[dict[str, HttpAuthority]]:
    for each in house.values():
        each.asked, each.instead, each.is_down = [], None, False
    with trusted(tmp_path / "roots", **house):
        yield house


def states() -> list[tuple[str, str]]:
    return sorted(Stamp.objects.values_list("authority", "state"))


def items(case: Case) -> list[Item]:
    return queries.list_items(case)


def told(desk: Desk, item: Item) -> list[str]:
    return [step.row.event for step in queries.list_steps(desk.unlocked, item)]


def test_nothing_is_asked_where_no_authority_is_named() -> None:
    desk, case = make_case()
    assert not StampBatch.objects.exists()
    assert send_waiting(DAY) == 0
    assert queue_case(desk.unlocked, case, DAY) == 0


def test_two_authorities_stamp_what_arrived(both: dict[str, HttpAuthority]) -> None:
    desk, case = make_case()
    assert states() == [("one", "waiting")] * 2 + [("two", "waiting")] * 2
    assert send_waiting(DAY) == 4
    assert set(states()) == {("one", "stamped"), ("two", "stamped")}
    assert record(desk.unlocked, case) == 4
    assert record(desk.unlocked, case) == 0
    for item in items(case):
        assert told(desk, item).count("stamped") == 2
        shown = queries.list_stamps(item)
        assert [each.given.authority for each in shown if each.given] == [
            "CN=Authority one",
            "CN=Authority two",
        ]
        assert verify_now(desk.unlocked, queries.open_item(desk.unlocked, item), moment()).is_sound


def test_what_is_stamped_is_a_manifest_of_the_item_sealed_under_its_case(
    both: dict[str, HttpAuthority],
) -> None:
    desk, case = make_case()
    send_waiting(DAY)
    item = next(each for each in items(case) if queries.open_item(desk.unlocked, each).document.name == NAME)
    (batch,) = item.batches.all()
    key = desk.unlocked.case_key(case.pk, case.key_version)
    manifest = str(batch.open(key)["manifest"]).encode()
    (named,) = read_manifest(manifest).items
    assert (named.id, named.size) == (str(item.pk), len(PHOTO))
    for stamp in batch.stamps.all():
        assert verify_stamp(
            bytes(stamp.response or b""), batch.manifest_sha256, [both[stamp.authority].roots]
        )
        assert both[stamp.authority].agrees(bytes(stamp.response or b""), manifest)


def test_an_authority_is_told_a_hash_and_nothing_else(both: dict[str, HttpAuthority]) -> None:
    desk, case = make_case()
    send_waiting(DAY)
    document = queries.open_items(desk.unlocked, case)[0].document
    headers, query = both["one"].asked[0]
    assert len(query) == 59
    assert bytes.fromhex(document.sha256) not in b"".join(each for _, each in both["one"].asked)
    assert set(headers) <= {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Content-Type",
        "Content-Length",
        "Connection",
    }
    assert "safehold" not in str(headers).lower()


def test_offline_everything_waits_and_nothing_is_lost(both: dict[str, HttpAuthority]) -> None:
    make_case()
    for each in both.values():
        each.is_down = True
    assert send_waiting(DAY, lambda: 0.0) == 0
    assert {state for _, state in states()} == {"waiting"}
    for each in both.values():
        each.is_down = False
    assert send_waiting(DAY, lambda: 30.0) == 0
    assert both["one"].asked == []
    assert send_waiting(DAY, lambda: 61.0) == 4


def test_one_that_is_down_is_asked_later_and_later(both: dict[str, HttpAuthority]) -> None:
    make_case()
    both["one"].is_down = both["two"].is_down = True
    tried = []
    for second in range(0, 2_000, 20):
        before = sum(Stamp.objects.values_list("tries", flat=True))
        send_waiting(DAY, lambda at=second: float(at))  # type: ignore[misc]
        if sum(Stamp.objects.values_list("tries", flat=True)) > before:
            tried.append(second)
    assert tried == [0, 60, 180, 420, 900, 1860]


@pytest.mark.parametrize(
    "instead",
    [
        (503, {}, b""),
        (302, {"Location": "http://127.0.0.1:1/"}, b""),
        (200, {}, b""),
        (200, {}, bytes(2_000_000)),
    ],
    ids=["busy", "elsewhere", "nothing", "flood"],
)
def test_what_is_no_answer_is_not_kept(
    both: dict[str, HttpAuthority], instead: tuple[int, dict[str, str], bytes]
) -> None:
    make_case()
    both["one"].instead = instead
    assert send_waiting(DAY) == 2
    assert set(states()) == {("one", "waiting"), ("two", "stamped")}
    assert not Stamp.objects.filter(authority="one").exclude(response=None).exists()


def test_an_answer_is_kept_before_it_is_read(both: dict[str, HttpAuthority]) -> None:
    """The loop dies while it looks at the first answer."""
    make_case()
    with (
        patch.object(stamping, "verify_stamp", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        send_waiting(DAY)
    (kept,) = Stamp.objects.exclude(response=None)
    assert (kept.state, kept.tries) == (State.WAITING, 1)
    asked = len(both["one"].asked)
    assert send_waiting(DAY) == 4
    assert len(both["one"].asked) == asked + 1
    kept.refresh_from_db()
    assert kept.state == State.STAMPED


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("garbage", "malformed"),
        ("rejection", "denied"),
        ("another", "foreign"),
        ("stranger", "untrusted"),
        ("redated", "forged"),
    ],
)
def test_an_answer_that_is_no_stamp_is_kept_and_named(
    both: dict[str, HttpAuthority], answer: str, reason: str
) -> None:
    desk, case = make_case(("contact",), ("a.txt", b"a"))
    (digest,) = StampBatch.objects.values_list("manifest_sha256", flat=True)
    request = make_request(digest)
    true = both["one"].answer(request)
    answers = {
        "garbage": b"<html>",
        "rejection": bytes.fromhex("30053003020102"),
        "another": both["one"].answer(make_request("00" * 32)),
        "stranger": both["two"].answer(request),
        "redated": true.replace(b"2026", b"2025", 1),
    }
    both["one"].instead = (200, {}, answers[answer])
    both["two"].is_down = True
    assert send_waiting(DAY) == 0
    row = Stamp.objects.get(authority="one")
    assert (row.state, row.reason, bytes(row.response or b"")) == (State.REFUSED, reason, answers[answer])
    assert record(desk.unlocked, case) == 0
    both["one"].instead = None
    assert ask_again(desk.unlocked, items(case)[0], DAY) == 1
    if reason == "untrusted":  # the answer is judged again, by the roots that are there now
        (Path(authorities.list_authorities()[0].roots_file)).write_bytes(both["two"].roots)
    assert send_waiting(DAY) == 1
    assert record(desk.unlocked, case) == 1


def test_without_roots_answers_wait(both: dict[str, HttpAuthority]) -> None:
    make_case(("contact",), ("a.txt", b"a"))
    path = authorities.list_authorities()[0].roots_file
    roots = path.read_bytes()
    path.unlink()
    assert send_waiting(DAY) == 1
    assert send_waiting(DAY) == 0
    assert len(both["one"].asked) == 1
    path.write_bytes(roots)
    assert send_waiting(DAY) == 1


def test_what_came_before_an_authority_was_named_can_be_queued(
    house: dict[str, HttpAuthority], tmp_path: Path
) -> None:
    desk, case = make_case()
    with trusted(tmp_path / "roots", one=house["one"]):
        house["one"].instead, house["one"].is_down = None, False
        assert queue_case(desk.unlocked, case, DAY) == 2
        assert queue_case(desk.unlocked, case, DAY) == 0
        assert send_waiting(DAY) == 2


@pytest.mark.parametrize(
    "value",
    [
        "one",
        "one=ftp://x",
        "One=https://x",
        "=https://x",
        "a=https://x,a=https://y",
        "a=https://x,b=https://y,c=https://z",
    ],
)
def test_settings_that_make_no_sense_say_so(value: str) -> None:
    with (
        override_settings(TIMESTAMP_AUTHORITIES=value),
        pytest.raises(ImproperlyConfigured, match="TIMESTAMP_AUTHORITIES"),
    ):
        authorities.list_authorities()


def test_the_doctor_names_missing_roots_and_stamps_that_do_not_come(both: dict[str, HttpAuthority]) -> None:
    make_case(("contact",), ("a.txt", b"a"))
    both["one"].is_down = True
    send_waiting(DAY)
    assert list(check_stamps(DAY)) == []
    (waiting,) = check_stamps(DAY + timedelta(days=3))
    assert waiting.what.startswith("1 time stamps have been waited for")
    authorities.list_authorities()[1].roots_file.unlink()
    (missing,) = check_stamps(DAY)
    assert "two.pem" in missing.what
    with override_settings(TIMESTAMP_AUTHORITIES="nonsense"):
        (found,) = check_stamps(DAY)
    assert "cannot be read" in found.what
