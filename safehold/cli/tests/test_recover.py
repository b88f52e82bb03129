# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold recover`: what it does with two sheets, what it refuses, and that it repeats nothing typed."""

import re
import sys
from collections.abc import Callable

import pytest
from django.db import OperationalError

from safehold.cli import main
from safehold.cli.tests.typist import Typist, both, lines_of
from safehold.desk.audit import queries as audit
from safehold.desk.members import queries as members
from safehold.desk.vault import actions as vault
from safehold.desk.vault import queries as keys
from safehold.desk.vault.kit import Kit
from safehold.desk.vault.models import EscrowDrill, MemberKey, VaultGrant
from safehold.desk.vault.tests.vault_cast import DAY, Cast, make_cast
from safehold.web import clock

pytestmark = pytest.mark.django_db(databases=["default", "public"])

Recover = Callable[..., int]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def kit(cast: Cast) -> Kit:
    return vault.make_kit(cast.lead.unlocked, DAY, replacing=keys.find_kit_name(cast.house.pk))


@pytest.fixture
def recover(monkeypatch: pytest.MonkeyPatch) -> Recover:
    """Run the command with what somebody types; return its status."""

    def run(*arguments: str, typed: list[str | Callable[[], object]]) -> int:
        monkeypatch.setattr(sys, "stdin", Typist(*typed))
        with pytest.raises(SystemExit) as ended:
            main(["recover", *arguments])
        return int(ended.value.code or 0)

    return run


def verbs(cast: Cast) -> list[str]:
    return [row.verb for row in audit.list_rows(cast.house.pk, 3)]


def test_check_records_a_drill(
    cast: Cast, kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recover("north", "check", typed=both(*kit.sheets[1:])) == 0
    assert "they open everything" in capsys.readouterr().out
    drill = EscrowDrill.objects.get(organisation=cast.house)
    newest = keys.list_vaults(cast.house.pk)[0].generation
    assert (drill.member, drill.on_day, drill.generation) == (None, clock.today(), newest)
    assert verbs(cast)[0] == "escrow.drilled"


def test_a_wrong_sheet_is_asked_for_again_and_never_repeated(
    kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, _ = kit.sheets
    wrong = second.replace(second.split()[6], "zebra", 1)
    assert recover("north", "check", typed=[*lines_of(first), *lines_of(wrong), *lines_of(second)]) == 0
    said = capsys.readouterr().out
    assert "Word 7 is none of the words" in said
    assert said.count("Another sheet:") == 2
    told = set(re.findall(r"[a-z]+", said))
    assert "zebra" not in told
    assert len(told & set(kit.sheets[0].split())) < 5, "only words of plain English"


def test_the_same_sheet_twice_asks_for_both_again(
    kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [*both(kit.sheets[0], kit.sheets[0]), *both(*kit.sheets[:2])]
    assert recover("north", "check", typed=typed) == 0
    assert "Both are the same sheet" in capsys.readouterr().out


def test_words_that_end_too_early_change_nothing(cast: Cast, kit: Kit, recover: Recover) -> None:
    assert recover("north", "reset", "lead", typed=lines_of(kit.sheets[0])) == 1
    assert recover("north", "check", typed=both("one two", "three") * 9) == 1
    assert MemberKey.objects.filter(member=cast.lead.member).exists()
    assert not EscrowDrill.objects.filter(organisation=cast.house).exists()


def test_reset_waits_for_new_words_and_then_admits(
    cast: Cast, kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    case_key = cast.lead.unlocked.current_vault()[1].secret_seed()

    def gets_new_words() -> None:
        assert not MemberKey.objects.filter(member=cast.lead.member).exists()
        cast.lead.words = vault.enrol_member(cast.lead.member, DAY)

    typed: list[str | Callable[[], object]] = [*both(*kit.sheets[:2]), gets_new_words, "yes"]
    assert recover("north", "reset", "lead", typed=typed) == 0
    assert cast.lead.unlocked.current_vault()[1].secret_seed() == case_key
    assert verbs(cast) == ["escrow.admitted", "vault.enrolled", "escrow.reset"]
    assert "opens everything of North House again" in capsys.readouterr().out


def test_nobody_is_let_in_when_the_name_of_the_key_is_another(
    cast: Cast, kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    VaultGrant.objects.filter(member=cast.noor.member).delete()
    assert recover("north", "admit", "noor", typed=[*both(*kit.sheets[:2]), "no"]) == 1
    assert "Nobody was let in" in capsys.readouterr().out
    assert not VaultGrant.objects.filter(member=cast.noor.member).exists()


def test_invite_lead_prints_a_link_though_there_is_a_lead(
    cast: Cast, kit: Kit, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ("--desk", "https://desk.example.org")
    assert recover("north", "invite-lead", *desk, typed=both(*kit.sheets[:2])) == 0
    link = re.search(r"https://desk\.example\.org/join/(\S+)", capsys.readouterr().out)
    assert link
    invitation = members.open_invitation(link[1], clock.today())
    assert (invitation.organisation, invitation.role) == (cast.house, "lead")
    assert verbs(cast)[0] == "escrow.invited"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere", "check"), "There is no organisation nowhere. There are: "),
        (("north", "reset", "tenzin"), "has no member who signs in as tenzin"),
        (("north", "admit"), "Say who: safehold recover north admit NAME"),
    ],
)
def test_what_is_not_there_is_said_before_a_word_is_typed(
    cast: Cast, recover: Recover, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert recover(*arguments, typed=[]) == 1
    assert said in capsys.readouterr().out


def test_without_a_kit_nothing_can_be_recovered(
    cast: Cast, recover: Recover, capsys: pytest.CaptureFixture[str]
) -> None:
    from safehold.desk.vault.models import Vault

    Vault.objects.filter(organisation=cast.house).update(escrow_sealed=None)
    assert recover("north", "check", typed=[]) == 1
    assert "has no recovery kit" in capsys.readouterr().out


def test_a_database_that_cannot_be_used_is_said_in_a_sentence(
    recover: Recover, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_slug: str) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(members, "find_organisation", fail)
    assert recover("north", "check", typed=[]) == 1
    assert "The desk's database cannot be used" in capsys.readouterr().out
