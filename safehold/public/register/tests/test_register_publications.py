# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in what the desk publishes: in order, all or none, once; and never what does not fit."""

from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from safehold.core import tlog
from safehold.public.register import actions, errors, queries
from safehold.public.register.actions import showing
from safehold.public.register.models import Checkpoint, Entity, Entry, Leaf, Term, Tile, Withheld
from safehold.public.register.tests.published import DAY, VALUES, Filed, Press


def found(words: str) -> list[int]:
    return [
        entry.number for entry, _ in queries.search_entries(queries.open_book(), queries.Asked(words)).entries
    ]


def test_a_leaf_is_shown_when_a_checkpoint_covers_it(press: Press) -> None:
    press.file(Filed())
    assert (queries.count_leaves(), queries.count_covered(), Entry.objects.count()) == (1, 0, 0)
    with pytest.raises(errors.NothingPublished):
        queries.open_book()
    press.sign()
    assert found("harbour") == [1]
    assert queries.count_covered() == 1


def test_the_same_twice_is_the_same_once(press: Press) -> None:
    press.file(Filed())
    press.file(Filed())
    assert actions.store_publications(press.written) == 0
    note = press.sign()
    assert actions.store_checkpoint(note) is False
    assert (Leaf.objects.count(), Entry.objects.count()) == (2, 2)


def test_what_comes_out_of_order_is_not_taken(press: Press) -> None:
    first = press.write("filing", VALUES, form="arrangement/1", filed=Filed())
    second = press.write("filing", VALUES, form="arrangement/1", filed=Filed())
    with pytest.raises(errors.PublicationWrong):
        actions.store_publication(*second)
    with pytest.raises(errors.PublicationWrong):
        actions.store_publications([first, (2, second[1], second[2])])
    assert not Leaf.objects.exists() and not Tile.objects.exists()


def test_another_leaf_in_the_place_of_one_is_not_taken(press: Press) -> None:
    press.file(Filed())
    other = Press().write("filing", VALUES, form="arrangement/1", filed=Filed())
    with pytest.raises(errors.PublicationWrong):
        actions.store_publication(*other)


def test_an_opening_that_does_not_fit_is_not_taken(press: Press) -> None:
    index, leaf, openings = press.write("filing", VALUES, form="arrangement/1", filed=Filed())
    openings["purpose"] = {**openings["purpose"], "value": "Something else"}
    with pytest.raises(errors.PublicationWrong, match="OpeningWrong"):
        actions.store_publication(index, leaf, openings)


def test_what_the_office_keeps_is_not_taken_even_if_it_fits(press: Press) -> None:
    opening = tlog.open_values({"registrant_contact": "902 555 0100"})
    leaf = tlog.Leaf(
        kind="filing", on=DAY, form="arrangement/1", entry=uuid4(), fields=tlog.commit_fields(opening)
    )
    opened = {name: each.document() for name, each in opening.items()}
    with pytest.raises(errors.PublicationWrong, match="registrant_contact"):
        actions.store_publication(0, tlog.write_leaf(leaf), opened)


@pytest.mark.parametrize("leaf", [b"", b"{}", b'{"format":"safehold/register-leaf/1"}'])
def test_what_is_no_leaf_is_not_taken(press: Press, leaf: bytes) -> None:
    with pytest.raises(errors.PublicationWrong):
        actions.store_publication(0, leaf, {})


def test_a_checkpoint_of_another_key_another_root_or_more_leaves_is_not_taken(press: Press) -> None:
    press.file(Filed())
    forged = tlog.sign_checkpoint(tlog.Checkpoint(press.signer.verifier.name, 1, bytes(32)), press.signer)
    press.write("filing", VALUES, form="arrangement/1", filed=Filed())
    stranger = Press()
    stranger.tree = press.tree
    for note in (forged, press.note(2), stranger.note(1), b"nothing"):
        with pytest.raises(errors.CheckpointWrong):
            actions.store_checkpoint(note)
    assert not Checkpoint.objects.exists()
    assert actions.store_checkpoint(press.note(1)) is True


def test_without_a_pinned_key_nothing_is_taken_or_shown(
    press: Press, settings: Settings, tmp_path: Path
) -> None:
    press.file(Filed())
    settings.REGISTER_LOG_VKEY, settings.REGISTER_LOG_KEY_FILE = "", tmp_path / "register-log.vkey"
    for door in (press.sign, queries.open_book):
        with pytest.raises(errors.LogKeyMissing):
            door()
    settings.REGISTER_LOG_KEY_FILE.write_text(f"{press.vkey}\n")
    press.sign()
    assert queries.open_book().size == 1


def test_a_cut_while_pages_are_told_is_mended_by_the_same_checkpoint(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "AT_ONCE", 2)
    for _ in range(5):
        press.file(Filed())
    tell, told = showing._tell, []

    def cut(*rows: object) -> None:
        told.append(rows)
        if len(told) == 2:
            raise RuntimeError
        tell(*rows)  # type: ignore[arg-type]

    monkeypatch.setattr(showing, "_tell", cut)
    with pytest.raises(RuntimeError):
        press.sign()
    assert Entry.objects.count() == 2
    assert press.sign()
    assert [entry.number for entry in Entry.objects.order_by("number")] == [1, 2, 3, 4, 5]


def test_witnesses_that_this_site_knows_are_kept_once_each(
    press: Press, settings: Settings, tmp_path: Path
) -> None:
    known, unknown = (tlog.make_signer(f"{name}.example", tlog.COSIGNATURE) for name in ("known", "unknown"))
    settings.REGISTER_WITNESSES_FILE = tmp_path / "witnesses"
    settings.REGISTER_WITNESSES_FILE.write_text(f"no key\n{known.verifier.text}\n")
    press.file(Filed())
    note = press.sign()
    seen = tlog.add_signatures(note, tlog.cosign(note, known, 1_795_000_000))
    assert actions.store_cosignature(seen) is True
    assert actions.store_cosignature(seen) is False
    again = tlog.add_signatures(note, tlog.cosign(note, known, 1_795_000_060))
    assert actions.store_cosignature(again) is False
    assert [each.key.name for each in queries.list_cosignatures(queries.open_book())] == ["known.example"]
    for wrong in (note, tlog.add_signatures(note, tlog.cosign(note, unknown, 1)), b"nothing"):
        with pytest.raises(errors.CosignatureWrong):
            actions.store_cosignature(wrong)


def test_what_is_withheld_is_gone_at_once_and_is_found_no_more(press: Press) -> None:
    filed = Filed()
    first = press.file(filed)
    second = press.file(filed, "amendment", version=2, terms="Six meetings")
    press.sign()
    assert found("harbour") == found("maple") == [1]
    by = press.withhold(first, ["registrant_address", "registrant_name", "not_there"], "Danger to a person")
    press.withhold(second, ["registrant_address", "registrant_name"], "Danger to a person")
    assert found("harbour") == found("maple") == []
    assert found("vote") == [1]
    assert Entity.objects.get(id=filed.registrant).named_in is None
    assert {(each.leaf_id, each.name, each.by_id) for each in Withheld.objects.filter(leaf=first)} == {
        (first, "registrant_address", by),
        (first, "registrant_name", by),
    }
    assert b"Harbour" not in b"".join(bytes(row.openings) for row in Leaf.objects.all())
    press.sign()
    statement = queries.access_version(queries.open_book(), filed.entry, 1)
    assert statement.withheld["registrant_name"] == (by,) and "registrant_name" not in statement.values
    assert list(queries.list_damage()) == []


def test_what_was_withheld_does_not_come_back_when_its_filing_comes_again(press: Press) -> None:
    index = press.file(Filed())
    press.withhold(index, ["registrant_address"], "Danger to a person")
    assert actions.store_publication(*press.written[index]) is False
    press.sign()
    assert found("harbour") == []


def test_a_name_that_is_withheld_gives_way_to_the_one_before(press: Press) -> None:
    filed = Filed()
    first = press.file(filed, registrant_name="Old name")
    second = press.file(filed, "amendment", version=2, registrant_name="New name")
    press.sign()
    press.withhold(second, ["registrant_name"], "A mistake")
    assert Entity.objects.get(id=filed.registrant).named_in == first


def test_terms_of_a_quality_follow_the_newest_version(press: Press) -> None:
    filed = Filed()
    press.file(filed)
    press.file(filed, "amendment", version=2, principal_country="CH")
    press.file(filed, "termination", version=3, principal_country="CH", ended_on="2026-11-20")
    press.sign()
    book = queries.open_book()
    counts = {
        asked: queries.search_entries(book, asked).count
        for asked in (
            queries.Asked(country="CN"),
            queries.Asked(country="CH"),
            queries.Asked(state="current"),
            queries.Asked(state="ended"),
            queries.Asked(words="Suisse"),
        )
    }
    assert list(counts.values()) == [0, 1, 0, 1, 1]
    assert Term.objects.count() == len(set(Term.objects.values_list("term", flat=True)))
