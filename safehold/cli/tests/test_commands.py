# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each subcommand explains itself; `found` prints a link with which the first lead joins, once."""

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from safehold.cli import COMMANDS, crossing, found, main, module_of
from safehold.desk.audit import queries as audit
from safehold.desk.audit.models import AuditRow
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.members import actions as members
from safehold.desk.members.errors import LeadPresent
from safehold.desk.members.models import Invitation, Member, Organisation

NAMES = ["--name", "en=Focal Point", "--name", "fr=Point de contact", "--reads", "English"]


def run(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    said = capsys.readouterr().out
    assert command in said
    assert COMMANDS[command] in " ".join(said.split())


def test_the_list_of_commands_is_the_list_of_modules(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    said = capsys.readouterr().out
    assert all(command in said for command in COMMANDS)
    folder = Path(str(sys.modules["safehold.cli"].__file__)).parent
    names = [module_of(command).rpartition(".")[2] for command in COMMANDS]
    assert all((folder / f"{name}.py").exists() or (folder / name).is_dir() for name in names)
    assert all(hasattr(import_module(module_of(command)), "run") for command in COMMANDS)


@pytest.mark.parametrize("arguments", [(), ("nothing",), ("serve", "elsewhere"), ("found",)])
def test_a_command_that_is_none_says_so(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    assert "usage:" in capsys.readouterr().err


def found_with(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    found.add_arguments(parser)
    return found.run(parser.parse_args(arguments))


@pytest.mark.django_db(databases=["default", "public"])
def test_found_prints_a_link_that_works_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert found_with("focal-point", *NAMES, "--desk", "https://desk.example.org") == 0
    link = re.search(r"https://desk\.example\.org/join/\S+", capsys.readouterr().out)
    assert link
    path = urlsplit(link[0]).path
    assert Client().get(path).status_code == 200
    typed = {
        "display_name": "Lead Okafor",
        "username": "okafor",
        "password": "four quiet unrelated words",
        "password_again": "four quiet unrelated words",
    }
    assert Client().post(path, typed).status_code == 302
    lead = Member.objects.get()
    assert (lead.role, lead.organisation.slug, lead.organisation.is_founding) == ("lead", "focal-point", True)
    assert Client().get(path).status_code == 404
    assert [row.verb for row in AuditRow.objects.order_by("sequence")][:2] == [
        "member.invited",
        "member.joined",
    ]
    audit.check_organisation(lead.organisation_id)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Focal Point", "focal_point", "focal-", "focal--point", "", "f" * 51])
def test_a_short_name_that_could_not_be_typed_again_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found_with(name, *NAMES) == 2
    assert "Nothing was entered" in capsys.readouterr().out
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_only_a_hash_of_the_link_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    found_with("focal-point", *NAMES)
    token = capsys.readouterr().out.strip().rpartition("/")[2]
    assert len(token) == 43
    invitation = Invitation.objects.get()
    assert token not in invitation.token_hash
    assert (invitation.role, invitation.invited_by) == ("lead", None)


@pytest.mark.django_db
def test_a_link_that_was_lost_is_made_again_until_somebody_joined(capsys: pytest.CaptureFixture[str]) -> None:
    assert [found_with("focal-point", *NAMES) for _ in range(2)] == [0, 0]
    organisation = Organisation.objects.get()
    members.enlist(organisation, "okafor", "Lead", "lead", "a password of words", DAY)
    assert found_with("focal-point", *NAMES) == 1
    assert "who invites the others" in capsys.readouterr().out
    with pytest.raises(LeadPresent):
        members.invite_first_lead(organisation, DAY)
    assert Invitation.objects.count() == 2


@pytest.mark.django_db
def test_only_the_first_organisation_founds_the_coalition() -> None:
    found_with("focal-point", *NAMES)
    found_with("snow-pass", *NAMES)
    assert list(Organisation.objects.order_by("slug").values_list("slug", "is_founding", "is_default")) == [
        ("focal-point", True, True),
        ("snow-pass", False, False),
    ]


@pytest.mark.django_db
def test_an_organisation_has_an_english_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert found_with("focal-point", "--name", "fr=Point de contact") == 2
    assert "English" in capsys.readouterr().out
    assert not Organisation.objects.exists()


@pytest.mark.django_db(databases=["default", "public"])
def test_one_round_of_the_crossing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    assert crossing.run(argparse.Namespace(once=True, every=20.0)) == 0


@pytest.mark.django_db(databases=["default", "public"])
def test_migrations_are_whole() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
