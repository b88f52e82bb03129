# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor finds each planted inconsistency, says how to mend it, and mends what needs no key."""

import io
import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from safehold.cli.doctor.checks import examine
from safehold.desk.cases import actions as cases
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Desk, Reporter, arrive, collect_all, make_desk
from safehold.desk.members import argon2id
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.actions import enrolment
from safehold.desk.vault.models import IntakeKey, Outgoing
from safehold.public.reporting import models as public

pytestmark = pytest.mark.django_db(databases=["default", "public"])
OLD = 1_700_000_000


@pytest.fixture(autouse=True)
def _quick_argon2id(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (argon2id, enrolment):
        monkeypatch.setattr(module, "OPSLIMIT", 1)
        monkeypatch.setattr(module, "MEMLIMIT_BYTES", 8 * 1024)


class Ward:
    """A coalition in good health: one report with a file collected, one answer delivered, the root pinned."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.desk: Desk = make_desk()
        self.reporter: Reporter
        self.reporter, self.case = arrive(self.desk)
        self.reporter.add_file()
        self.other = Reporter(self.desk)
        self.other_id: UUID = self.other.report()
        collect_all()
        cases.send_reply(self.desk.unlocked, self.case, "answer", "en", DAY)
        vault.deliver_outgoing(DAY)
        self.pin(vault.coalition_root_hex() or "")

    @property
    def pinned(self) -> Path:
        return self.data / "public" / "coalition-root.pub"

    def pin(self, root: str) -> None:
        self.pinned.write_text(root + "\n")

    def store(self, alias: str) -> Any:
        return storages[alias]

    def plant_file(self, alias: str, name: str, *, old: bool = False) -> Path:
        path = Path(self.store(alias).location) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sealed")
        if old:
            os.utime(path, (OLD, OLD))
        return path


@pytest.fixture
def ward(tmp_path: Path, settings: Settings) -> Ward:
    for site in ("public", "desk"):
        (tmp_path / "data" / site).mkdir(mode=0o700, parents=True)
    settings.DATA, settings.HTTPS = tmp_path / "data", True
    return Ward(tmp_path / "data")


def findings(on: date = DAY, *, mend: bool = False) -> str:
    return "\n".join(f"{found.what} {found.mend}" for found in examine(on, mend=mend))


def test_nothing_is_said_when_all_is_well(ward: Ward) -> None:
    assert findings() == ""


def collected_but_missing(ward: Ward) -> None:
    Envelope.objects.filter(report_id=ward.other_id).delete()
    FileEnvelope.objects.all().delete()


def lost_reply(ward: Ward) -> None:
    public.Reply.objects.all().delete()


def test_what_the_desk_lost_is_found_and_offered_again(ward: Ward) -> None:
    """As after a desk brought back from an older copy."""
    collected_but_missing(ward)
    assert "1 sealed texts and 1 files are marked as collected" in findings()
    assert "offers them again" in findings()
    findings(mend=True)
    assert "collected" not in findings()
    collect_all()
    assert Envelope.objects.filter(report_id=ward.other_id).count() == 1
    assert FileEnvelope.objects.count() == 1
    assert findings() == ""


def test_a_lost_reply_is_found_and_sent_again(ward: Ward) -> None:
    """As after a public side brought back from an older copy."""
    lost_reply(ward)
    assert "1 replies are marked as delivered" in findings()
    findings(mend=True)
    assert Outgoing.objects.filter(kind="reply", delivered_on=None).count() == 1
    vault.deliver_outgoing(DAY)
    assert ward.reporter.read() == ["answer"]
    assert findings() == ""


def test_a_reply_to_a_closed_mailbox_is_not_missed(ward: Ward) -> None:
    ward.reporter.close()
    assert "replies are marked" not in findings()


def test_mending_twice_doubles_nothing(ward: Ward) -> None:
    collected_but_missing(ward)
    lost_reply(ward)
    for _ in range(2):
        findings(mend=True)
        collect_all()
        vault.deliver_outgoing(DAY)
    assert Envelope.objects.filter(report_id=ward.other_id).count() == 1
    assert ward.reporter.read() == ["answer"]


def remove_file(ward: Ward, alias: str) -> None:
    store = ward.store(alias)
    store.delete(store.list_names()[0])


def forget_root(ward: Ward) -> None:
    ward.pinned.unlink()


def pin_another_root(ward: Ward) -> None:
    ward.pin("ab" * 32)


def age_the_list(ward: Ward) -> None:
    public.SignedList.objects.filter(kind="keys").update(version=0)


def lose_a_list(ward: Ward) -> None:
    public.SignedList.objects.filter(kind="coalition").delete()


def age_the_outbox(ward: Ward) -> None:
    """A list that was signed and has not been delivered yet."""
    Outgoing.objects.filter(kind="key-list").update(delivered_on=None)
    age_the_list(ward)


def use_up_the_keys(ward: Ward) -> None:
    IntakeKey.objects.filter(ends_on__gt=DAY + timedelta(days=14)).delete()


def let_everybody_look(ward: Ward) -> None:
    (ward.data / "desk").chmod(0o755)


def let_everybody_look_at_the_public_side(ward: Ward) -> None:
    (ward.data / "public").chmod(0o701)


def bare_the_session_key(ward: Ward) -> None:
    key = ward.data / "desk" / "secret-key"
    key.write_text("x")
    key.chmod(0o640)


def receive_tomorrow(ward: Ward) -> None:
    public.Envelope.objects.update(received_on=DAY + timedelta(days=1))


def wait_to_be_collected(ward: Ward) -> None:
    Reporter(ward.desk, on=DAY - timedelta(days=2)).report()


def wait_in_the_outbox(ward: Ward) -> None:
    Outgoing.objects.filter(kind="reply").update(delivered_on=None, created_on=DAY - timedelta(days=2))


PLANTED: dict[str, tuple[Callable[[Ward], object], str, str]] = {
    "waiting to be collected": (wait_to_be_collected, "waited to be collected since 2026-11-21", "crossing"),
    "waiting in the outbox": (wait_in_the_outbox, "waited in the outbox since 2026-11-21", "crossing"),
    "a lost file of the desk": (
        lambda w: remove_file(w, "sealed"),
        "1 files of the sealed store are gone",
        "backup",
    ),
    "a lost file of the public side": (
        lambda w: remove_file(w, "public"),
        "1 files of the public store",
        "backup",
    ),
    "a file without a row": (lambda w: w.plant_file("sealed", uuid4().hex), "named by no row", "crossing"),
    "an old unfinished file": (
        lambda w: w.plant_file("sealed", "incoming/left", old=True),
        "1 unfinished files in the sealed store",
        "by hand",
    ),
    "an old unfinished file of the public side": (
        lambda w: w.plant_file("public", "incoming/left", old=True),
        "1 unfinished files in the public store",
        "safehold sweep",
    ),
    "another root": (pin_another_root, "trusts another coalition root", "treat the host as seized"),
    "no root": (forget_root, "is not pinned", "Write"),
    "an old list": (age_the_list, "older key list of harbour", "crossing --once"),
    "a lost list": (lose_a_list, "older list of organisations, or none", "doctor --mend puts it back"),
    "a list on its way": (age_the_outbox, "older key list of harbour", "none. safehold crossing --once"),
    "few keys": (use_up_the_keys, "intake keys for less than four weeks", "unlocks"),
    "an open folder": (let_everybody_look, "can look into", "chmod o-rwx"),
    "an open folder of the public side": (
        let_everybody_look_at_the_public_side,
        "can look into",
        "chmod o-rwx",
    ),
    "an open session key": (bare_the_session_key, "session key can be read", "chmod 600"),
    "a clock that went back": (receive_tomorrow, "after today by this clock", "Set the clock"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_inconsistency_is_found(ward: Ward, planted: str) -> None:
    plant, what, mend = PLANTED[planted]
    plant(ward)
    said = findings()
    assert what in said
    assert mend in said
    assert said.count("\n") == 0, "one fault is one finding"


def test_lost_lists_are_sent_again(ward: Ward) -> None:
    """As after a public database that was made anew."""
    public.SignedList.objects.all().delete()
    findings(mend=True)
    assert public.SignedList.objects.count() == 0
    vault.deliver_outgoing(DAY)
    assert public.SignedList.objects.count() == 2
    assert findings() == ""


def test_a_desk_without_https_is_found(ward: Ward, settings: Settings) -> None:
    settings.HTTPS, settings.ALLOWED_HOSTS = False, ["desk.example.org"]
    assert "without HTTPS" in findings()


def test_an_orphan_is_filed_by_the_next_collection(ward: Ward) -> None:
    """A copy whose row was never written: the doctor names it, the crossing files it, as it says."""
    reporter = Reporter(ward.desk)
    reporter.report()
    reporter.add_file()
    name = public.FileEnvelope.objects.get(collected_on=None).stored_name
    sealed = ward.store("public").open_sealed(name).read()
    ward.store("sealed").copy_in(io.BytesIO(sealed), name, day_epoch=OLD)
    assert "named by no row" in findings()
    collect_all()
    assert findings() == ""


def test_findings_hold_no_content(ward: Ward) -> None:
    """Only counts, days, slugs, paths and the public half of the root."""
    for plant, _what, _mend in PLANTED.values():
        if plant is not forget_root:
            plant(ward)
    said = findings()
    assert "canary" not in said
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", said)
    assert str(keys.coalition_root_hex()) in said


def test_an_empty_desk_is_no_emergency(tmp_path: Path, settings: Settings) -> None:
    settings.DATA, settings.HTTPS = tmp_path, True
    assert findings() == ""
