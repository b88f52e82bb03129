# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drill: noor's colleague reads cases they should not. Then somebody who owns the database covers it up.

First clumsily: each trace is found by following the chain. Then well: rows are taken out or changed, and every hash
after them is made anew. The desk itself sees nothing wrong any more. Only what was kept elsewhere tells: a checkpoint
with the lead, an earlier download, a head in a backup, a process that remembers.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.test import Client

from safehold.desk.audit import actions, queries
from safehold.desk.audit.errors import ChainBroken
from safehold.desk.audit.models import AuditRow
from safehold.desk.audit.tests.tampering import compute_anew, tamper
from safehold.desk.inbox.tests.sealed_reports import Desk, make_desk
from safehold.desk.vault import queries as keys
from safehold.persistence.transactions import atomic_for
from safehold.web import clock
from tests.cast import cheap_argon2id

pytestmark = pytest.mark.django_db(databases=["default", "public"])

VICTIM = 12
"""The row that is to disappear. The first ones tell how the cast joined."""

CHANGE = f"UPDATE audit_auditrow SET subject = 'nothing' WHERE sequence = {VICTIM}"
REMOVE = f"DELETE FROM audit_auditrow WHERE sequence = {VICTIM}"
REMOVE_END = f"DELETE FROM audit_auditrow WHERE sequence >= {VICTIM}"
FORK = f"UPDATE audit_auditrow SET verb = 'case.listed' WHERE sequence >= {VICTIM}"


class Story:
    """A desk, its lead's browser, and the folder where the lead keeps things."""

    def __init__(self, folder: Path) -> None:
        with cheap_argon2id():
            self.desk: Desk = make_desk()
        self.house: UUID = self.desk.organisation.pk
        self.folder = folder
        self.lead: Client = self.desk.browser(self.desk.lead)
        self.root = keys.find_root_key(self.house) or ""
        self.read_cases(20)

    def read_cases(self, times: int) -> None:
        with atomic_for(AuditRow):
            for _ in range(times):
                actions.append(self.house, "case.read", uuid4(), self.desk.noor.pk, on=clock.today())

    def keep_checkpoint(self) -> Path:
        return self._keep("checkpoint.txt", self.lead.post("/audit/checkpoint").content)

    def keep_record(self, name: str) -> Path:
        answer = self.lead.post("/audit/export")
        return self._keep(name, b"".join(answer.streaming_content))  # type: ignore[attr-defined]

    def _keep(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def verify(self, record: Path, *kept: Path) -> tuple[int, str]:
        """Run the command as on another computer: a process that gets the files and nothing of this desk."""
        files = [str(path) for path in (record, *kept)]
        answer = subprocess.run(
            [sys.executable, "-m", "safehold", "verify", "audit", *files, "--root", self.root],
            capture_output=True,
            text=True,
            check=False,
            env={},
        )
        return answer.returncode, answer.stdout + answer.stderr

    def desk_says(self) -> str:
        return self.lead.get("/audit/").content.decode()


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


def test_an_honest_record_holds_against_everything_kept(story: Story) -> None:
    checkpoint, earlier = story.keep_checkpoint(), story.keep_record("earlier.jsonl")
    story.read_cases(5)
    status, said = story.verify(story.keep_record("now.jsonl"), checkpoint, earlier)
    assert status == 0, said
    assert "the record contains it" in said
    assert "this one goes on from it" in said


@pytest.mark.parametrize(("sql", "said_of"), [(CHANGE, "is not as it was written"), (REMOVE, "is missing")])
def test_a_clumsy_writer_is_seen_by_the_desk_itself(story: Story, sql: str, said_of: str) -> None:
    tamper(sql)
    assert f"Row {VICTIM} is not as it was written, or rows are missing" in story.desk_says()
    status, said = story.verify(story.keep_record("now.jsonl"))
    assert status == 1
    assert f"Row {VICTIM} {said_of}" in said


@pytest.mark.parametrize(
    "sql", [CHANGE, REMOVE, REMOVE_END, FORK], ids=["changed", "removed", "cut", "forked"]
)
def test_a_careful_writer_is_seen_only_against_what_was_kept(story: Story, sql: str) -> None:
    earlier, checkpoint = story.keep_record("earlier.jsonl"), story.keep_checkpoint()
    kept_head = queries.find_head(story.house)
    followed: dict[UUID, actions.Followed] = {}
    actions.follow_chain(story.house, clock.today(), followed)
    tamper(sql)
    compute_anew(story.house)

    queries.check_organisation(story.house)
    assert "Unbroken" in story.desk_says()
    now = story.keep_record("now.jsonl")
    status, said = story.verify(now)
    assert status == 0, "a record written anew looks whole by itself"
    assert "Keep checkpoints" in said

    status, said = story.verify(now, checkpoint)
    assert status == 1
    assert "written anew" in said or "rows were cut off" in said
    status, said = story.verify(now, earlier)
    assert status == 1
    assert f"Row {VICTIM} is another one than it was" in said
    assert not queries.holds_link(story.house, kept_head), "so the doctor finds it against a backup"
    actions.follow_chain(story.house, clock.today(), followed)
    assert [alarm.kind for alarm in queries.list_open_alarms(story.house)] == ["chain-broken"]


def test_what_was_rewritten_before_the_first_checkpoint_is_not_seen(story: Story) -> None:
    """The limit: a checkpoint vouches for what was there when it was made, true or not."""
    tamper(REMOVE)
    compute_anew(story.house)
    checkpoint = story.keep_checkpoint()
    assert story.verify(story.keep_record("now.jsonl"), checkpoint)[0] == 0


def test_a_checkpoint_that_the_writer_made_up_is_not_signed(story: Story) -> None:
    """The database holds the root's key only sealed. A checkpoint of the new record needs it open."""
    checkpoint = story.keep_checkpoint()
    tamper(CHANGE)
    compute_anew(story.house)
    now = story.keep_record("now.jsonl")
    head = queries.list_rows(story.house, 1)[0]
    lines = checkpoint.read_text().split("\n")
    forged = story.folder / "forged.txt"
    forged.write_text("\n".join([lines[0], str(head.sequence), *lines[2:]]))
    status, said = story.verify(now, forged)
    assert status == 1
    assert "not by the organisation's key" in said


def test_even_the_software_of_the_desk_cannot_change_a_row() -> None:
    """A query slipped into the desk is stopped by the database. (Its owner takes the guard away first, as above.)"""
    house = uuid4()
    with atomic_for(AuditRow):
        actions.append(house, "case.read", uuid4(), on=clock.today())
    attempts: list[Callable[[], object]] = [
        lambda: AuditRow.objects.filter(organisation_id=house).update(verb="case.listed"),
        lambda: AuditRow.objects.filter(organisation_id=house).delete(),
    ]
    for attempt in attempts:
        with pytest.raises(Exception, match="never changed or deleted"), atomic_for(AuditRow):
            attempt()
    assert queries.check_organisation(house) == 1
    with pytest.raises(ChainBroken):
        tamper("UPDATE audit_auditrow SET verb = 'case.listed'")
        queries.check_organisation(house)
