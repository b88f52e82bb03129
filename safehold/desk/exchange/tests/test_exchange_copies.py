# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of cases: what goes into them, that they are closed, and that each is in the audit."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit  # type: ignore[import-untyped]
import pytest

from safehold.core import age
from safehold.core.cells import is_harmless
from safehold.core.rows import RowTampered
from safehold.desk.audit.models import Alarm, AuditRow
from safehold.desk.cases import actions as cases
from safehold.desk.cases.models import Case, CaseFile
from safehold.desk.cases.queries import CaseFilter
from safehold.desk.exchange import actions, adapters, queries
from safehold.desk.exchange.errors import FileBroken, NothingChosen
from safehold.desk.exchange.tests.tables import HEADER, ROW, as_csv, bring_in
from safehold.desk.inbox import actions as inbox
from safehold.desk.inbox.tests.sealed_reports import CANARY, DAY, Desk, arrive, collect_all, make_desk
from safehold.desk.members.rules import FieldClass
from safehold.desk.tasks import actions as tasks
from safehold.web.closing import SealTo

pytestmark = pytest.mark.django_db(databases=["default", "public"])

EVERY = (FieldClass.CLEAR, FieldClass.WORDS, FieldClass.IDENTITY, FieldClass.SAFETY)
WORDS = "eight-words-for-a-test-of-copies-only"
PHOTO = CANARY.encode() * 5_000


@pytest.fixture
def key() -> age.Identity:
    return age.generate_identity()


def make_case_with_files() -> tuple[Desk, Case]:
    desk = make_desk()
    reporter, case = arrive(desk, "They photographed me outside.", where="Ottawa", safe_contact="by letter")
    reporter.add_file("photo of the car.jpg", PHOTO)
    reporter.add_file("../证据 50%.txt", b"a note")
    collect_all()
    inbox.file_arrivals(desk.unlocked, case, DAY)
    case = Case.objects.get(pk=case.pk)
    cases.add_note(desk.unlocked, case, "=cmd|' /C calc'!A0", DAY)
    incident = cases.add_incident(
        desk.unlocked, case, cases.IncidentDraft("Photographs", "+1 at the gate", "2024"), DAY
    )
    cases.add_act(desk.unlocked, incident, cases.ActDraft("INT-STLK"), DAY)
    tasks.add_task(
        desk.unlocked, desk.unlocked.case_key(case.id, 1), case.id, "Call her", None, None, None, DAY
    )
    return desk, case


def closed_to(key: age.Identity) -> SealTo:
    return SealTo(recipient=str(age.recipient_of(key)))


def unpack(content: bytes, into: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(into)
    (folder,) = into.iterdir()
    return folder


def test_a_bag_is_valid_and_holds_the_files_as_they_were_sent(key: age.Identity, tmp_path: Path) -> None:
    desk, case = make_case_with_files()
    copied = actions.export_bag(desk.unlocked_lead, case, closed_to(key), DAY)
    sealed = copied.content.read()
    assert CANARY.encode() not in sealed
    folder = unpack(age.open_sealed(sealed, [key]), tmp_path / "bag")
    bag = bagit.Bag(str(folder))
    assert bag.is_valid()
    assert bag.info["Source-Organization"] == "Harbour"
    files = sorted((folder / "data" / "files").iterdir())
    assert {file.name[4:] for file in files} == {"photo of the car.jpg", "_证据 50_.txt"}
    assert {file.read_bytes() for file in files} == {PHOTO, b"a note"}
    document = json.loads((folder / "data" / "case.json").read_bytes())
    assert document["reports"][0]["words"] == "They photographed me outside."
    assert document["reports"][0]["where"] == "Ottawa"
    assert document["records"]["act"][0]["type_of_act"] == "INT-STLK"
    assert document["records"]["event"][0]["event_description"] == "+1 at the gate"
    assert [each["sha256"] for each in document["files"] if each["name"].startswith("photo")] == [
        hashlib.sha256(PHOTO).hexdigest()
    ]
    assert "Call her" in (folder / "data" / "other-rooms.json").read_text()
    assert b"AGE-SECRET-KEY" not in b"".join(p.read_bytes() for p in folder.rglob("*.json"))


def test_nothing_of_a_bag_is_written_in_the_clear(key: age.Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that any temporary file is given is what age has sealed."""
    desk, case = make_case_with_files()
    written: list[bytes] = []

    class Watched(io.BytesIO):
        def write(self, data: Any) -> int:
            written.append(bytes(data))
            return super().write(data)

    monkeypatch.setattr(tempfile, "TemporaryFile", Watched)
    actions.export_bag(desk.unlocked_lead, case, closed_to(key), DAY)
    everything = b"".join(written)
    assert everything.startswith(b"age-encryption.org/v1")
    assert CANARY.encode() not in everything
    assert b"case.json" not in everything


def test_a_file_that_is_not_what_was_signed_stops_the_bag(
    key: age.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, case = make_case_with_files()
    names = list(CaseFile.objects.order_by("pk").values_list("stored_name", flat=True))
    opened = adapters.open_stored
    monkeypatch.setattr(
        "safehold.desk.exchange.adapters.open_stored",
        lambda name: opened(next(n for n in names if n != name)),
    )
    with pytest.raises(FileBroken):
        actions.export_bag(desk.unlocked_lead, case, closed_to(key), DAY)
    assert not AuditRow.objects.filter(verb="exchange.exported").exists()
    assert [
        alarm.subject in {str(file.pk) for file in CaseFile.objects.all()} for alarm in alarms("file-changed")
    ] == [True]


def alarms(kind: str) -> list[Alarm]:
    return list(Alarm.objects.filter(kind=kind))


def test_a_case_that_was_changed_in_the_database_is_in_no_copy(key: age.Identity) -> None:
    desk, case = make_case_with_files()
    Case.objects.filter(pk=case.pk).update(sealed=b"\x01" + bytes(100))
    chosen = queries.Chosen(CaseFilter(), queries.classes_of(desk.lead))
    with pytest.raises(RowTampered):
        actions.export_table(desk.unlocked_lead, chosen, "csv", closed_to(key), DAY)
    with pytest.raises(RowTampered):
        actions.export_bag(desk.unlocked_lead, Case.objects.get(), closed_to(key), DAY)
    assert [alarm.subject for alarm in alarms("case-changed")] == [str(case.pk)]


def test_a_bag_holds_what_was_put_together(key: age.Identity, tmp_path: Path) -> None:
    desk, case = make_case_with_files()
    other = cases.open_walk_in_case(desk.unlocked_lead, "The same again", DAY)
    cases.add_note(desk.unlocked_lead, other, "She came back.", DAY)
    cases.merge_cases(desk.unlocked_lead, other, case, DAY)
    copied = actions.export_bag(desk.unlocked_lead, Case.objects.get(pk=case.pk), closed_to(key), DAY)
    folder = unpack(age.open_sealed(copied.content.read(), [key]), tmp_path / "bag")
    assert "She came back." in (folder / "data" / "case.json").read_text()


def test_a_bag_opens_with_words_too() -> None:
    desk, case = make_case_with_files()
    copied = actions.export_bag(desk.unlocked_lead, case, SealTo(passphrase=WORDS), DAY)
    opened = age.open_sealed(copied.content.read(), [age.PassphraseIdentity(WORDS)])
    assert zipfile.is_zipfile(io.BytesIO(opened))
    assert copied.name.endswith(".zip.age")


def test_a_bag_is_never_plain() -> None:
    desk, case = make_case_with_files()
    with pytest.raises(age.AgeError):
        actions.export_bag(desk.unlocked_lead, case, SealTo(), DAY)


def test_a_classical_key_is_not_sealed_to() -> None:
    desk, case = make_case_with_files()
    old = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    with pytest.raises(age.AgeError):
        actions.export_bag(desk.unlocked_lead, case, SealTo(recipient=old), DAY)


def table_of(desk: Desk, classes: tuple[FieldClass, ...] = EVERY) -> Iterator[dict[str, str]]:
    chosen = queries.Chosen(CaseFilter(state="all"), classes)
    copied = actions.export_table(desk.unlocked_lead, chosen, "csv", SealTo(), DAY)
    return csv.DictReader(io.StringIO(copied.content.read().decode("utf-8-sig"), newline=""))


def test_a_table_holds_no_cell_that_a_spreadsheet_would_run() -> None:
    desk, case = make_case_with_files()
    cases.rename_case(desk.unlocked, case, '=HYPERLINK("http://example.org")', DAY)
    (line,) = table_of(desk)
    assert line["title"] == '\'=HYPERLINK("http://example.org")'
    assert line["event.event_description (0115)"] == "'+1 at the gate"
    assert line["act.type_of_act (2109)"] == "INT-STLK"
    assert all(is_harmless(cell) for cell in line.values())


def test_a_table_goes_out_and_comes_in_again() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW, ["18", "=1+1", *ROW[2:]]))
    chosen = queries.Chosen(CaseFilter(state="all"), EVERY)
    copied = actions.export_table(desk.unlocked_lead, chosen, "csv", SealTo(), DAY)
    table = adapters.read_table(copied.content.read())
    assert {row[table.header.index("title")] for row in table.rows} == {"Calls at night", "=1+1"}
    assert {row[table.header.index("number")] for row in table.rows} == {"2024/17", "18"}
    assert len(HEADER) <= len(table.header)


@pytest.mark.parametrize(
    ("classes", "there", "hidden"),
    [
        ((FieldClass.CLEAR,), ["PRX-QUES"], ["Calls at night", "Dolma", "Toronto", "2024/17", "Lhasa"]),
        ((FieldClass.CLEAR, FieldClass.WORDS), ["Calls at night", "Lhasa"], ["Dolma", "Toronto", "2024/17"]),
        (
            (FieldClass.CLEAR, FieldClass.IDENTITY),
            ["Dolma", "2024/17"],
            ["Calls at night", "Toronto", "Lhasa"],
        ),
        (EVERY, ["Calls at night", "Dolma", "Ontario", "2024/17"], []),
    ],
)
def test_only_the_chosen_classes_are_there(
    classes: tuple[FieldClass, ...], there: list[str], hidden: list[str]
) -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    for kind in ("csv", "json"):
        chosen = queries.Chosen(CaseFilter(state="all"), classes)
        copied = actions.export_table(desk.unlocked_lead, chosen, kind, SealTo(), DAY)
        content = copied.content.read().decode()
        assert all(each in content for each in there)
        assert not [each for each in hidden if each in content]


def test_a_role_gets_no_more_than_it_may_see() -> None:
    """Whoever asks: a researcher who was given this page would get no names and no places."""
    desk = make_desk()
    bring_in(desk, as_csv(ROW))
    desk.unlocked_lead.member.role = "researcher"
    copied = queries.copy_case(desk.unlocked_lead, Case.objects.get(), EVERY)
    content = json.dumps(copied.document, ensure_ascii=False)
    assert "Calls at night" in content
    assert not [each for each in ("Dolma", "Toronto", "2024/17") if each in content]


def test_each_case_that_goes_out_is_in_the_audit() -> None:
    desk = make_desk()
    bring_in(desk, as_csv(ROW, ["18", *ROW[1:]]))
    list(table_of(desk))
    rows = AuditRow.objects.filter(verb__in=["exchange.exported", "exchange.copied"])
    assert set(rows.values_list("verb", "subject")) == {
        *(("exchange.exported", str(pk)) for pk in Case.objects.values_list("pk", flat=True)),
        ("exchange.copied", "2"),
    }


def test_no_case_no_file() -> None:
    desk = make_desk()
    with pytest.raises(NothingChosen):
        list(table_of(desk))
