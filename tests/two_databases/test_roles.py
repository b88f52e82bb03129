# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each command migrates its own database only; on PostgreSQL the public site's role cannot read the desk.

The roles and grants are those of docs/how-to/operate.md.
"""

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from safehold.cli.demo.processes import environment_for

ON_POSTGRESQL = connection.vendor == "postgresql"
GRANTS = """
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {desk};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {desk};
"""
ESTABLISH = """
from datetime import date
from safehold.cli.sites import set_up
set_up("desk")
from safehold.desk.members import actions as members
from safehold.desk.vault import actions as vault
organisation = members.found_organisation("a", {"en": "A"}, [], is_default=True, is_founding=True)
lead = members.enlist(organisation, "lead", "Lead", "lead", "a password of words", date.today())
words = vault.enrol_member(lead, date.today())
unlocked = vault.unlock_with(lead, words)
vault.record_drill(unlocked, vault.make_kit(unlocked, date.today()).sheets[:2], date.today())
"""
NO_CONNECTION = "REVOKE CONNECT ON DATABASE {database} FROM PUBLIC"


@dataclass
class Pair:
    """A public and a desk database with their owners, and the environment of each process."""

    data: Path
    environment: dict[str, dict[str, str]]
    public_role: str = ""
    desk_role: str = ""
    public_address: str = ""
    desk_address: str = ""
    made_by_public: set[str] = field(default_factory=set)

    def run(self, site: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "safehold", *arguments],
            env=self.environment[site],
            capture_output=True,
            text=True,
            check=True,
        )

    def tables(self, site: str) -> set[str]:
        if not ON_POSTGRESQL:
            path = self.data / site / f"{site}.sqlite3"
            with contextlib.closing(sqlite3.connect(path)) as opened:
                found = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {name for (name,) in found if not name.startswith("sqlite_")}
        with psycopg.connect(self.desk_address if site == "desk" else self.public_address) as opened:
            rows = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name for (name,) in rows}


def address(user: str, database: str) -> str:
    """The throw-away server's address for another user and database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:@{host}", path=f"/{database}"))


def migrated(pair: Pair) -> Pair:
    """Migrate the public side first, as the handbook does, and note what it made."""
    pair.run("public", "migrate", "public")
    pair.made_by_public = pair.tables("public")
    pair.run("desk", "migrate", "desk")
    return pair


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    tmp_path = tmp_path_factory.mktemp("pair")
    base = {
        k: v
        for k, v in environment_for(tmp_path).items()
        if k not in {"DATABASE_URL", "PUBLIC_DATABASE_URL", "SAFEHOLD_TEST_DB"}
    }
    if not ON_POSTGRESQL:
        yield migrated(Pair(tmp_path, {"public": base, "desk": base}))
        return
    mark = uuid4().hex[:8]
    public_role, desk_role = f"safehold_public_{mark}", f"safehold_desk_{mark}"
    public_address, desk_address = address(public_role, public_role), address(desk_role, desk_role)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        for role in (public_role, desk_role):
            admin.execute(f"CREATE ROLE {role} LOGIN")
            admin.execute(f"CREATE DATABASE {role} OWNER {role}")
        crossing = {"DATABASE_URL": desk_address, "PUBLIC_DATABASE_URL": address(desk_role, public_role)}
        environment = {
            "public": base | {"PUBLIC_DATABASE_URL": public_address},
            "desk": base | crossing,
        }
        yield migrated(Pair(tmp_path, environment, public_role, desk_role, public_address, desk_address))
        for role in (public_role, desk_role):
            admin.execute(f"DROP DATABASE {role} WITH (FORCE)")
        for role in (public_role, desk_role):
            admin.execute(f"DROP ROLE {role}")


def test_each_command_migrates_its_own_database_only(pair: Pair) -> None:
    public = pair.made_by_public
    assert public >= {"reporting_mailbox", "reporting_envelope"}
    assert {name.partition("_")[0] for name in public} == {"reporting", "register", "django"}
    desk = pair.tables("desk")
    assert desk >= {"cases_case", "vault_vault", "audit_auditrow", "members_member"}
    assert not [name for name in desk if name.startswith("reporting")]
    assert pair.tables("public") == public


@pytest.mark.skipif(
    not ON_POSTGRESQL, reason="SQLite has files, not roles: the folders' modes keep them apart"
)
def test_the_public_role_cannot_read_the_desk(pair: Pair) -> None:
    """Not a table, not with a connection; and once connecting is refused too, not even the names of tables."""
    as_public = address(pair.public_role, pair.desk_role)
    for table in sorted(pair.tables("desk")):
        for question in ("SELECT * FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES"):
            with (
                psycopg.connect(as_public) as opened,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                opened.execute(question.format(table))
    with psycopg.connect(as_public) as opened, pytest.raises(psycopg.errors.InsufficientPrivilege):
        opened.execute("CREATE TABLE planted (x int)")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute(NO_CONNECTION.format(database=pair.desk_role))
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(as_public)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite has files, not roles")
def test_the_desks_role_crosses_with_the_rights_of_the_handbook(pair: Pair) -> None:
    """What the handbook grants is enough for the crossing and the doctor, and not for changing tables."""
    with psycopg.connect(pair.public_address, autocommit=True) as owner:
        owner.execute(GRANTS.format(desk=pair.desk_role))
    subprocess.run([sys.executable, "-c", ESTABLISH], env=pair.environment["desk"], check=True)
    crossed = pair.run("desk", "crossing", "--once")
    assert "did not finish" not in crossed.stderr
    with psycopg.connect(pair.public_address) as owner:
        lists = owner.execute("SELECT count(*) FROM reporting_signedlist").fetchone()
    assert lists is not None and lists[0] == 2
    with (
        psycopg.connect(address(pair.desk_role, pair.public_role)) as opened,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        opened.execute("DROP TABLE reporting_mailbox")
