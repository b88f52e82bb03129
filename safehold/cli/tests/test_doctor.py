# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The doctor finds each planted inconsistency, says how to mend it, and mends what needs no key."""

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from safehold.cli.doctor import host
from safehold.cli.doctor.checks import examine
from safehold.cli.tests.ward import OLD, PLANTED, Ward, forget_root
from safehold.desk.inbox.models import Envelope, FileEnvelope
from safehold.desk.inbox.tests.sealed_reports import DAY, Reporter, collect_all
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.models import Outgoing
from safehold.public.reporting import models as public

PUBLIC_USER, DESK_USER = 1001, 1002
pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture(autouse=True)
def _good_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine as docs/how-to/operate.md makes it, whatever runs the tests. Modes are the real ones."""
    real = host.look_at

    def look_at(path: Path) -> host.Owner:
        user = PUBLIC_USER if "public" in path.parts else DESK_USER
        return replace(real(path), uid=user, gid=user)

    monkeypatch.setattr(host, "look_at", look_at)
    monkeypatch.setattr(host, "list_swaps", list)
    monkeypatch.setattr(host, "list_programs_of", lambda uid: [])
    monkeypatch.setattr("os.geteuid", lambda: DESK_USER)
    monkeypatch.setattr("safehold.cli.doctor.looking.check_looking", list)


@pytest.fixture
def ward(tmp_path: Path, settings: Settings) -> Ward:
    for site in ("public", "desk"):
        (tmp_path / "data" / site).mkdir(mode=0o700, parents=True)
    for store in ("public", "sealed"):
        (tmp_path / store).mkdir(mode=0o700)
    key = tmp_path / "data" / "desk" / "secret-key"
    key.touch(mode=0o600)
    settings.DATA, settings.HTTPS = tmp_path / "data", True
    settings.COALITION_ROOT_FILE = tmp_path / "data" / "public" / "coalition-root.pub"
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
    assert str(keys.find_coalition_root()) in said


def test_an_empty_desk_is_told_what_to_do_first(tmp_path: Path, settings: Settings) -> None:
    settings.DATA, settings.HTTPS = tmp_path, True
    assert findings().startswith("No organisation is entered")
