# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""An import is all or nothing, once, and tells what changed; other organisations' lists are not there."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from safehold.core.watchlists.tests.samples import SCHEDULES
from safehold.desk.audit.models import AuditRow
from safehold.desk.members import actions as members
from safehold.desk.watchlists import actions, at_new_version, queries
from safehold.desk.watchlists.actions import importing, keys
from safehold.desk.watchlists.errors import ImportRefused, WatchlistUnknown
from safehold.desk.watchlists.models import KeyRules, ListedParty, ListVersion, NameKey, PartyVersion
from safehold.desk.watchlists.tests.lists import DAY, DORJEE, MAPPING, OMAR, QIAO, bring, file_of, provenance

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=7)


@pytest.fixture
def ours() -> UUID:
    return members.found_organisation("harbour", {"en": "Harbour"}, ["English"], True, True).pk


@pytest.fixture
def theirs() -> UUID:
    return members.found_organisation("lantern", {"en": "Lantern"}, ["English"], False, False).pk


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[actions.NewVersion]:
    heard: list[actions.NewVersion] = []
    monkeypatch.setattr(at_new_version, "_registered", {"test": heard.append})
    return heard


def names_found(name: str, ours: UUID, kind: str = "person") -> list[str]:
    return [each.names[0].text for each in queries.find_candidates([name], kind, organisation_id=ours)]


def changes(after: int, ours: UUID) -> set[tuple[str, str]]:
    return {(each.what, each.names[0]) for each in queries.list_changed(after, organisation_id=ours)}


def test_a_new_version_says_what_was_added_changed_and_removed(
    ours: UUID, told: list[actions.NewVersion]
) -> None:
    first = bring(QIAO, DORJEE).version
    state = queries.current_state(ours)
    second = bring(QIAO.replace("1938", "1939"), OMAR, as_of=NEXT).version
    assert (second.added, second.changed, second.removed) == (1, 1, 1)
    assert changes(0, ours) == {("added", "QIAO Lantian"), ("added", "OMAR Yusup")}
    assert changes(first.running or 0, ours) == {
        ("changed", "QIAO Lantian"),
        ("added", "OMAR Yusup"),
        ("removed", "DORJEE Tsultrim"),
    }
    assert [each.counts["removed"] for each in told] == [0, 1]
    assert queries.newest_change(ours) == second.running
    assert queries.current_state(ours) != state
    lines, has_more = queries.list_changes(second, 1)
    differ = {line.name: [(d.field, d.taken, d.added) for d in line.differences] for line in lines}
    assert differ["QIAO Lantian"] == [("born", ("1938",), ("1939",))]
    assert not has_more


def test_the_same_file_twice_is_once(ours: UUID, told: list[actions.NewVersion]) -> None:
    bring(QIAO)
    again = bring(QIAO)
    assert not again.is_new
    assert ListVersion.objects.count() == len(told) == 1


def test_an_older_file_is_refused(ours: UUID) -> None:
    bring(QIAO, as_of=NEXT)
    with pytest.raises(ImportRefused, match="older"):
        bring(QIAO, DORJEE, as_of=DAY)


@pytest.mark.parametrize(
    ("rows", "reason"), [((DORJEE, DORJEE), "twice"), ((DORJEE, "4,A,B,C,D"), "columns"), ((), "empty")]
)
def test_a_file_that_breaks_off_changes_nothing(
    rows: tuple[str, ...], reason: str, ours: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    bring(QIAO, OMAR)
    before = sorted(PartyVersion.objects.values_list("name", "since", "until"))
    counted = (ListVersion.objects.count(), NameKey.objects.count(), AuditRow.objects.count())
    with pytest.raises(ImportRefused, match=reason):
        bring(*rows, as_of=NEXT)
    assert sorted(PartyVersion.objects.values_list("name", "since", "until")) == before
    assert (ListVersion.objects.count(), NameKey.objects.count(), AuditRow.objects.count()) == counted
    assert ListedParty.objects.count() == 2


def test_what_a_killed_import_left_is_not_seen_and_is_cleared_away(
    ours: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(QIAO, DORJEE)

    def kill(*_args: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(importing, "_finish", kill)
        killed.setattr(importing, "_clear", lambda _list: None)
        with pytest.raises(SystemExit):
            bring(QIAO.replace("1938", "1939"), OMAR, as_of=NEXT)
    assert PartyVersion.objects.filter(since=2).exists()
    assert names_found("Omar Yusup", ours) == []
    assert names_found("Dorjee Tsultrim", ours) == ["DORJEE Tsultrim"]
    (qiao,) = queries.find_candidates(["Qiao Lantian"], organisation_id=ours)
    assert qiao.born == ("1938",)
    again = bring(QIAO.replace("1938", "1939"), OMAR, as_of=NEXT).version
    assert (again.number, again.added, again.changed, again.removed) == (2, 1, 1, 1)


def test_an_import_that_was_overtaken_notices(ours: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = importing._read_all, list[Any]()

    def meanwhile(run: Any, *rest: Any) -> None:
        if not calls:
            calls.append(run)
            bring(DORJEE, as_of=NEXT)
        real(run, *rest)

    monkeypatch.setattr(importing, "_read_all", meanwhile)
    with pytest.raises(ImportRefused, match="overtaken"):
        bring(QIAO)
    assert [each.name for each in PartyVersion.objects.all()] == ["DORJEE Tsultrim"]


def test_a_failing_room_is_told_again(ours: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []

    def fail_once(new: actions.NewVersion) -> None:
        heard.append(new.number)
        if len(heard) == 1:
            raise RuntimeError

    monkeypatch.setattr(at_new_version, "_registered", {"test": fail_once})
    bring(QIAO)
    assert queries.count_untold() == 1
    bring(QIAO)
    assert (heard, queries.count_untold()) == ([1, 1], 0)


def test_a_list_of_one_organisation_is_not_there_for_another(ours: UUID, theirs: UUID) -> None:
    version = bring(QIAO, name="Our own", organisation_id=theirs).version
    (party,) = ListedParty.objects.all()
    assert names_found("Qiao Lantian", ours) == []
    assert names_found("Qiao Lantian", theirs) == ["QIAO Lantian"]
    assert (queries.newest_change(ours), changes(0, ours), queries.has_lists(ours)) == (0, set(), False)
    assert queries.find_party(party.pk, organisation_id=ours) is None
    for look in (
        lambda: queries.access_list(ours, version.watchlist_id),
        lambda: queries.access_party(ours, party.pk),
    ):
        with pytest.raises(WatchlistUnknown):
            look()
    assert {row.organisation_id for row in AuditRow.objects.filter(verb="watchlist.imported")} == {theirs}


def test_an_operators_list_leaves_a_row_in_every_chain(ours: UUID, theirs: UUID) -> None:
    bring(QIAO)
    rows = AuditRow.objects.filter(verb="watchlist.imported")
    assert {(row.organisation_id, row.member_id) for row in rows} == {(ours, None), (theirs, None)}
    assert not any("QIAO" in row.subject for row in rows)


def test_who_leaves_and_comes_back_keeps_a_history(ours: UUID) -> None:
    bring(QIAO, DORJEE)
    bring(DORJEE, as_of=NEXT)
    (party,) = ListedParty.objects.filter(key="1")
    assert queries.find_party(party.pk, organisation_id=ours) is None
    assert NameKey.objects.filter(said__party=party).count() == 0
    assert queries.read_history(queries.access_party(ours, party.pk))[0].ended is not None
    bring(QIAO, DORJEE, as_of=NEXT + timedelta(days=1))
    found = queries.find_party(party.pk, organisation_id=ours)
    assert found and found.version.endswith("/ 3")
    assert [each.version.number for each in queries.read_history(queries.access_party(ours, party.pk))] == [
        3,
        1,
    ]


def test_names_are_found_across_scripts_and_spellings(ours: UUID) -> None:
    with SCHEDULES.open("rb") as file:
        actions.import_version(file, "canada", provenance("Canada"), DAY)
    assert names_found("陳全國", ours)[0] == "CHEN Quanguo"
    assert names_found("Erkin Tuniyaz", ours)[0] == "TUNIYAZ Erkin"
    assert names_found("Dmitry Viktorovich Guberniev", ours)[0].endswith("GUBERNIEV")
    assert names_found("Avtotech", ours, "organisation") == ["Autonomous Technologies LLC"]
    (version,) = queries.list_versions_now(ours)
    assert version.left_out == {"repealed": 1, "goods": 1}


def test_every_name_finds_itself(ours: UUID) -> None:
    with SCHEDULES.open("rb") as file:
        actions.import_version(file, "canada", provenance("Canada"), DAY)
    for row in PartyVersion.objects.all():
        for name in row.content["names"]:
            found = queries.find_candidates([name["text"]], row.content["kind"], organisation_id=ours)
            assert row.party_id in [each.party_id for each in found]


def test_keys_of_older_rules_are_made_anew(ours: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(QIAO)
    KeyRules.objects.update(version=0)
    NameKey.objects.update(key="old")
    keys.count_keys()
    assert queries.has_old_keys()
    assert names_found("Qiao Lantian", ours) == []
    assert actions.renew_keys()
    assert names_found("Qiao Lantian", ours) == ["QIAO Lantian"]
    assert not actions.renew_keys()


@pytest.mark.parametrize("field", ["name", "origin", "licence"])
def test_a_list_without_origin_or_licence_is_refused(field: str, ours: UUID) -> None:
    told = replace(provenance(), **{field: " "})  # type: ignore[arg-type]
    with pytest.raises(ImportRefused, match=field):
        actions.import_version(file_of(QIAO), "csv", told, date(2026, 6, 14), mapping=MAPPING)
