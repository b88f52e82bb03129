# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items leave only with consent, and with their custody; the bag holds for a stranger; what waits here is sealed."""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import bagit  # type: ignore[import-untyped]
import pytest

from safehold.core import age
from safehold.core.timestamps.tests.authority import needs_openssl
from safehold.desk.audit.models import AuditRow
from safehold.desk.cases.actions import merge_cases
from safehold.desk.cases.models import Case
from safehold.desk.cases.queries import list_consent_subjects, list_report_ids
from safehold.desk.consent import actions as consent
from safehold.desk.consent.errors import ConsentMissing
from safehold.desk.evidence import bag_index, queries
from safehold.desk.evidence.actions import Asked, hand_over, send_waiting, write_day_head
from safehold.desk.evidence.errors import BytesBroken, NothingChosen
from safehold.desk.evidence.models import CustodyRow, HandOver
from safehold.desk.evidence.rules import Receiver
from safehold.desk.evidence.tests.authorities_here import (
    NAME,
    PHOTO,
    HttpAuthority,
    make_case,
    moment,
    trusted,
)
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, arrive, collect_all
from safehold.web.closing import SealTo
from safehold.web.printing import FontMissing, print_pdf

pytestmark = pytest.mark.django_db(databases=["default", "public"])
COURT = Receiver("authority:rcmp", "The court <of> 渥太华")
PLAIN = SealTo()


def ask(
    seal_to: SealTo = PLAIN, to: Receiver = COURT, *, language: str = "en", described: bool = True
) -> Asked:
    return Asked(to, language, described, seal_to)


def give(desk: Desk, case: Case, asked: Asked | None = None, only: str = "") -> tuple[str, bytes, str]:
    """Hand over all items of a case, or one; return the file's name, its bytes and the fingerprint."""
    opened = queries.open_items(desk.unlocked, case)
    ids = [each.row.pk for each in opened if only in each.document.name]
    made = hand_over(desk.unlocked, case, ids, asked or ask(), moment())
    return made.name, b"".join(made.pieces), made.fingerprint


def unpack(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    (bag,) = folder.iterdir()
    return bag


def check(bag: Path) -> tuple[int, str]:
    """What a stranger sees who has nothing but the bag, Python and openssl."""
    command = [sys.executable, "-I", "-S", str(bag / "verify.py")]
    done = subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[HttpAuthority]:
    found = HttpAuthority(tmp_path / "authority", "Authority")
    with trusted(tmp_path / "roots", here=found):
        yield found
    found.close()


@needs_openssl
def test_a_stranger_checks_what_was_handed_over(authority: HttpAuthority, tmp_path: Path) -> None:
    desk, case = make_case()
    send_waiting(DAY)
    write_day_head(DAY + timedelta(days=1))
    name, content, fingerprint = give(desk, case)
    bag = unpack(content, tmp_path / "out")
    status, said = check(bag)
    assert status == 0, said
    assert name == f"{bag.name}.zip"
    assert f"Fingerprint of this bag: {fingerprint}" in said
    assert HandOver.objects.get().fingerprint == fingerprint
    assert said.count("stamped on") == 2
    bagit.Bag(str(bag)).validate()
    photo = next(path for path in bag.glob("data/items/*/*.jpg"))
    assert photo.read_bytes() == PHOTO


@needs_openssl
def test_what_is_done_to_it_is_named(authority: HttpAuthority, tmp_path: Path) -> None:
    desk, case = make_case()
    send_waiting(DAY)
    bag = unpack(give(desk, case)[1], tmp_path / "out")
    custody = next(bag.glob("data/items/*/custody.json"))
    document = json.loads(custody.read_text())
    document["rows"][1]["detail"]["what"]["size_bytes"] = 1
    custody.write_text(json.dumps(document))
    status, said = check(bag)
    assert status == 1
    assert "custody.json, row 2: What is told of it is not what it was written for." in said


def test_custody_says_who_got_it(tmp_path: Path) -> None:
    desk, case = make_case()
    give(desk, case)
    for item in queries.list_items(case):
        step = queries.list_steps(desk.unlocked, item)[-1]
        assert (step.row.event, step.row.actor, step.holds) == ("exported", desk.noor.pk, True)
        assert (step.what["to"], step.what["recipient"], step.what["closed"]) == (
            COURT.name,
            "authority:rcmp",
            "plain",
        )
        assert len(step.what["items"]) == 2
    assert AuditRow.objects.filter(verb="evidence.exported", subject=str(case.pk)).count() == 1
    (shown,) = queries.list_hand_overs(desk.unlocked, case)
    assert (shown.to, shown.count) == (COURT.name, 2)


def test_without_consent_nothing_leaves_and_nothing_is_written() -> None:
    desk, case = make_case(("contact",))
    rows = CustodyRow.objects.count()
    with pytest.raises(ConsentMissing):
        give(desk, case)
    assert CustodyRow.objects.count() == rows
    assert not HandOver.objects.exists()


def test_a_consent_that_was_taken_back_stops_it() -> None:
    desk, case = make_case()
    give(desk, case)
    assert HandOver.objects.get().consents
    (subject,) = list_consent_subjects(case)
    consent.record(
        desk.organisation.pk,
        subject,
        "share-authorities",
        "withdrawn",
        how="conversation",
        on=DAY,
        source_id="x",
    )
    with pytest.raises(ConsentMissing):
        give(desk, case)


def test_sealed_to_a_key_only_that_key_opens_it(tmp_path: Path) -> None:
    desk, case = make_case()
    identity = age.generate_identity()
    name, content, _ = give(desk, case, ask(SealTo(recipient=str(age.recipient_of(identity)))))
    assert name.endswith(".zip.age")
    assert PHOTO[:30] not in content
    bag = unpack(age.open_sealed(content, [identity]), tmp_path / "out")
    assert "All of it holds" in check(bag)[1]


def test_sealed_with_words_those_words_open_it(tmp_path: Path) -> None:
    desk, case = make_case(("contact", "share-authorities"), ("a.txt", b"a"))
    words = "one-two-three-four-five-six-seven-eight"
    content = give(desk, case, ask(SealTo(passphrase=words)))[1]
    bag = unpack(age.open_sealed(content, [age.PassphraseIdentity(words)]), tmp_path / "out")
    assert check(bag)[0] == 0


def test_what_waits_on_the_disk_is_sealed_though_it_leaves_in_the_plain() -> None:
    desk, case = make_case()
    held = []
    real = tempfile.TemporaryFile

    def kept(*args: Any, **kwargs: Any) -> Any:
        held.append(real(*args, **kwargs))
        return held[-1]

    with patch.object(tempfile, "TemporaryFile", kept):
        opened = queries.open_items(desk.unlocked, case)
        made = hand_over(desk.unlocked, case, [each.row.pk for each in opened], ask(), moment())
    on_disk = held[-1].read()
    held[-1].seek(0)
    assert on_disk.startswith(b"age-encryption.org/v1")
    assert PHOTO[:30] not in on_disk
    assert PHOTO[:30] in b"".join(made.pieces)


def test_only_what_was_chosen_leaves(tmp_path: Path) -> None:
    desk, case = make_case()
    bag = unpack(give(desk, case, only="note")[1], tmp_path / "out")
    assert len(list((bag / "data/items").iterdir())) == 1
    assert NAME not in (bag / "index.html").read_text()
    with pytest.raises(NothingChosen):
        hand_over(desk.unlocked, case, [], ask(), moment())


def test_secrets_of_the_desk_are_not_in_it(tmp_path: Path) -> None:
    desk, case = make_case()
    opened = queries.open_items(desk.unlocked, case)
    bag = unpack(give(desk, case, ask(described=False))[1], tmp_path / "out")
    paths = [path for path in bag.rglob("*") if path.is_file() and path.name != "verify.py"]
    said = b"".join(path.read_bytes() for path in paths)
    for secret in (b"AGE-SECRET-KEY", b'"identity"', b'"description"', desk.noor.display_name.encode()):
        assert secret not in said
    assert opened[0].document.sha256.encode() in said


@pytest.mark.parametrize(("language", "title"), [("en", "Evidence handed over"), ("fr", "")])
def test_the_index_is_escaped_and_has_no_script(language: str, title: str, tmp_path: Path) -> None:
    desk, case = make_case()
    bag = unpack(give(desk, case, ask(language=language))[1], tmp_path / "out")
    html = (bag / "index.html").read_text()
    assert "<b>of the car" not in html
    assert "&lt;b&gt;of the car" in html
    assert "The court &lt;of&gt; 渥太华" in html
    assert "<script" not in html
    assert "http://" not in html and "https://" not in html
    assert f'<html lang="{language}">' in html
    assert title in html
    assert (bag / "index.pdf").read_bytes().startswith(b"%PDF")


def test_a_script_that_no_font_draws_does_not_stop_it(tmp_path: Path) -> None:
    desk, case = make_case()

    def draw(template: Path, content: Any, on: Any) -> bytes:
        if not json.dumps(content, ensure_ascii=False).isascii():
            raise FontMissing
        return print_pdf(template, content, on)

    with patch.object(bag_index, "print_pdf", draw):
        bag = unpack(give(desk, case)[1], tmp_path / "out")
    assert (bag / "index.pdf").read_bytes().startswith(b"%PDF")
    assert "渥太华" in (bag / "index.html").read_text()


def test_a_broken_file_stops_it_before_anything_is_written() -> None:
    desk, case = make_case()
    rows = CustodyRow.objects.filter(event="exported").count()
    with patch.object(queries, "open_bytes", side_effect=BytesBroken), pytest.raises(BytesBroken):
        give(desk, case)
    assert CustodyRow.objects.filter(event="exported").count() == rows
    assert not HandOver.objects.exists()


def test_of_cases_that_were_put_together_everybody_is_asked_and_all_may_leave(tmp_path: Path) -> None:
    desk, case = make_case()
    reporter, other = arrive(desk, "They came again.", consents=("contact",))
    reporter.add_file("again.txt", b"again")
    collect_all()
    inbox.file_arrivals(desk.unlocked, other, DAY)
    merge_cases(desk.unlocked, Case.objects.get(pk=other.pk), Case.objects.get(pk=case.pk), DAY)
    case = Case.objects.get(pk=case.pk)
    with pytest.raises(ConsentMissing):
        give(desk, case)
    (subject,) = set(list_consent_subjects(case)) - set(list_report_ids(case))
    consent.record(
        desk.organisation.pk, subject, "share-authorities", "given", how="conversation", on=DAY, source_id="y"
    )
    bag = unpack(give(desk, case)[1], tmp_path / "out")
    assert len(list(bag.glob("data/items/*/item.json"))) == 3
    assert check(bag)[0] == 0
