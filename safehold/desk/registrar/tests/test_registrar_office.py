# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office: what was filed is reviewed, two people decide what is grave, and the log says what became of it."""

from __future__ import annotations

import pytest

from safehold.core import tlog
from safehold.core.rows import RowTampered
from safehold.desk.audit.models import AuditRow
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, queries
from safehold.desk.registrar.errors import (
    EntityUnknown,
    FieldUnknown,
    FilingSettled,
    OfficeUnknown,
    ProposalUnknown,
    SecondPersonMissing,
    StateWrong,
    WordsMissing,
)
from safehold.desk.registrar.models import (
    Answer,
    Checkpoint,
    Entity,
    Entry,
    Filing,
    Leaf,
    Opening,
    Proposal,
    SealedOpenings,
)
from safehold.desk.registrar.queries.review import show_lines
from safehold.desk.registrar.tests.office import VALUES, House, values_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WHY = actions.Why("It was misspelled", "Une faute de frappe")
SECRET = {"registrant_contact", "compensation_amount", "compensation_about", "safety_request"}


def read(leaf: Leaf) -> tlog.Leaf:
    return tlog.read_leaf(bytes(leaf.content))


def public_of(entry: Entry) -> dict[str, object]:
    return queries.read_public([entry.leaf_id])[entry.leaf_id]


def withhold(house: House, names: list[str], **about: object) -> Proposal:
    proposal = actions.propose_withholding(house.first, names, "She fears for her son", DAY, **about)  # type: ignore[arg-type]
    return actions.confirm(house.second, proposal, DAY)


def test_accepted_filing_is_a_leaf_and_its_public_values_are_open(house: House) -> None:
    filing = house.send()
    entry = house.accept(filing)
    said = read(entry.leaf)
    assert (said.kind, said.entry, said.version, said.registrant) == (
        "filing",
        entry.pk,
        1,
        entry.registrant_id,
    )
    assert set(said.fields) == set(values_of())
    assert public_of(entry) == {name: value for name, value in values_of().items() if name not in SECRET}
    answer = Answer.objects.get()
    assert (answer.state, answer.number, answer.entry_id) == ("accepted", 1, entry.pk)
    filing.refresh_from_db()
    assert (filing.state, filing.entry, filing.leaf_id) == ("accepted", entry, entry.leaf_id)
    with pytest.raises(FilingSettled):
        house.accept(filing)


def test_values_that_are_not_public_are_nowhere_in_the_clear(house: House) -> None:
    entry = house.accept()
    hidden = queries.open_hidden(queries.open_key(house.first, house.office), entry.leaf)
    assert set(hidden) == SECRET and hidden["registrant_contact"].value == VALUES["registrant_contact"]
    tlog.check_openings(read(entry.leaf), hidden)
    kept = b"".join(bytes(row.sealed) for model in (Filing, SealedOpenings) for row in model.objects.all())
    assert b"north-quay" not in kept + bytes(entry.leaf.content)
    assert not Opening.objects.filter(name__in=SECRET).exists()


def test_known_registrant_is_chosen_and_an_unknown_one_refused(house: House) -> None:
    first = house.accept()
    same = actions.accept_filing(
        house.first, house.send(), actions.Parties(first.registrant_id, first.principal_id), DAY
    )
    assert same is not None and same.number == 2
    assert (same.registrant_id, same.principal_id) == (first.registrant_id, first.principal_id)
    with pytest.raises(EntityUnknown):
        actions.accept_filing(house.first, house.send(), actions.Parties(registrant=first.principal_id), DAY)
    assert Entity.objects.count() == 2


def test_filings_of_one_account_propose_the_same_registrant(house: House) -> None:
    filing = house.send()
    entry = house.accept(filing)
    assert queries.find_registrant(house.send(account=filing.account)) == entry.registrant_id
    assert queries.find_registrant(house.send()) is None


def test_update_and_end_are_further_versions(house: House) -> None:
    entry = house.accept()
    house.accept(kind="amendment", entry=entry, changed={"terms": "Two letters a month"})
    entry = Entry.objects.get()
    assert (entry.version, entry.state, public_of(entry)["terms"]) == (2, "active", "Two letters a month")
    house.accept(kind="termination", entry=entry, changed={"ended_on": "2026-11-20"})
    entry = Entry.objects.get()
    assert (entry.version, entry.state) == (3, "ended")
    assert [leaf.version for leaf in queries.list_versions(entry)] == [1, 2, 3]


def test_accepted_update_still_stands_beside_what_it_changed(house: House) -> None:
    first = house.send()
    entry = house.accept(first)
    change = house.send("amendment", entry=entry, changed={"terms": "Two letters a month"})
    house.accept(change)
    house.accept(house.send("amendment", entry=entry, changed={"terms": "Three letters a month"}))

    def compared(filing: Filing) -> dict[str, tuple[object, object]]:
        row = queries.access_filing(house.office, filing.pk)
        key = queries.open_key(house.first, house.office)
        lines = show_lines(key, row, queries.open_sent(key, row), ())
        return {line.name: (line.before, line.value) for line in lines if line.is_changed}

    assert compared(change) == {"terms": ("One letter a month", "Two letters a month")}
    assert compared(first) == {}


def test_many_decided_filings_push_none_that_waits_from_the_list(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safehold.desk.registrar.queries.rows.MOST_LISTED", 2)
    for _ in range(3):
        house.accept()
    newest = house.send(sent_on=DAY)
    assert queries.list_filings(house.office)[0].pk == newest.pk
    assert len(queries.list_filings(house.office)) == 3


def test_correction_is_asked_with_words_and_nothing_is_published(house: House) -> None:
    filing = house.send()
    with pytest.raises(WordsMissing):
        actions.ask_correction(house.first, filing, "  ", DAY)
    actions.ask_correction(house.first, filing, "Which treaty?", DAY)
    assert Answer.objects.get().words == "Which treaty?" and not Leaf.objects.exists()
    filing.refresh_from_db()
    sent = queries.open_sent(queries.open_key(house.second, house.office), filing)
    assert sent.said[0]["words"] == "Which treaty?"
    with pytest.raises(FilingSettled):
        house.accept(filing)


def test_refusal_takes_two_people(house: House) -> None:
    filing = house.send()
    proposal = actions.propose_refusal(house.first, filing, "Not an arrangement", DAY)
    with pytest.raises(SecondPersonMissing):
        actions.confirm(house.first, proposal, DAY)
    assert Filing.objects.get().state == "waiting" and not Answer.objects.exists()
    actions.confirm(house.second, proposal, DAY)
    assert (Filing.objects.get().state, Answer.objects.get().words) == ("refused", "Not an arrangement")
    with pytest.raises(ProposalUnknown):
        actions.confirm(house.second, proposal, DAY)


def test_what_is_not_confirmed_is_not_done_and_a_proposal_can_be_taken_back(house: House) -> None:
    filing = house.send()
    proposal = actions.propose_refusal(house.first, filing, "Not an arrangement", DAY)
    actions.reject(house.first, proposal, DAY)
    with pytest.raises(ProposalUnknown):
        actions.confirm(house.second, proposal, DAY)
    assert Filing.objects.get().state == "waiting"


def test_field_withheld_before_acceptance_is_published_nowhere(house: House) -> None:
    filing = house.send()
    withhold(house, ["registrant_address"], filing=filing)
    entry = house.accept(filing)
    assert "registrant_address" not in public_of(entry) and "registrant_name" in public_of(entry)
    last = Leaf.objects.order_by("-position")[0]
    said = queries.read_public([last.position])[last.position]
    assert (last.kind, read(last).about, said["withheld"]) == (
        "withholding",
        (entry.leaf_id,),
        ["registrant_address"],
    )
    assert "She fears" not in str(said)
    hidden = queries.open_hidden(queries.open_key(house.first, house.office), entry.leaf)
    assert hidden["registrant_address"].value == VALUES["registrant_address"]


def test_published_field_is_withheld_in_every_version_and_stays_so(house: House) -> None:
    entry = house.accept()
    house.accept(kind="amendment", entry=entry, changed={"terms": "Two letters a month"})
    entry = Entry.objects.get()
    withhold(house, ["registrant_address"], entry=entry)
    assert not Opening.objects.filter(name="registrant_address").exists()
    house.accept(kind="amendment", entry=entry, changed={"terms": "Three"})
    entry = Entry.objects.get()
    assert entry.version == 3 and "registrant_address" not in public_of(entry)
    assert queries.list_endings(entry) == {"registrant_address": "withholding"}
    key = queries.open_key(house.first, house.office)
    for leaf in queries.list_versions(entry):
        tlog.check_openings(read(leaf), queries.open_hidden(key, leaf))
    assert actions.verify_log(house.office) == Leaf.objects.count()


def test_redaction_leaves_no_copy_and_every_earlier_checkpoint_verifiable(house: House) -> None:
    entry = house.accept()
    actions.sign_log(DAY)
    house.accept(kind="amendment", entry=entry, changed={"terms": "Two letters a month"})
    actions.sign_log(DAY)
    entry = Entry.objects.get()
    names = ["registrant_name", "registrant_contact"]
    proposal = actions.propose_redaction(house.first, entry, names, "A court ordered it", DAY)
    actions.confirm(house.second, proposal, DAY)
    actions.sign_log(DAY)
    assert Checkpoint.objects.count() == 3
    assert actions.verify_log(house.office) == 3
    for row in Checkpoint.objects.all():
        signed = tlog.open_checkpoint(bytes(row.note), [tlog.parse_vkey(house.office.verify_key)])
        assert queries.root_at(row.size) == signed.root
    key = queries.open_key(house.first, house.office)
    assert not Opening.objects.filter(name__in=names).exists()
    for leaf in queries.list_versions(entry):
        assert not set(names) & set(queries.open_hidden(key, leaf))
        assert set(names) <= set(read(leaf).fields)
    for filing in Filing.objects.all():
        assert queries.open_sent(key, filing).values["registrant_name"] is None
    assert queries.list_endings(entry) == dict.fromkeys(names, "redaction")
    house.accept(kind="amendment", entry=entry, changed={"terms": "Three"})
    assert not Opening.objects.filter(name="registrant_name").exists()


def test_correction_by_the_office_is_a_version_that_keeps_what_is_hidden(house: House) -> None:
    entry = house.accept()
    actions.correct_entry(house.first, entry, {"registrant_name": "North Quay Consulting Inc."}, WHY, DAY)
    entry = Entry.objects.get()
    assert (read(entry.leaf).kind, entry.version) == ("correction", 2)
    assert public_of(entry)["registrant_name"] == "North Quay Consulting Inc."
    hidden = queries.open_hidden(queries.open_key(house.first, house.office), entry.leaf)
    assert hidden["registrant_contact"].value == VALUES["registrant_contact"]
    with pytest.raises(FieldUnknown):
        actions.correct_entry(house.first, entry, {"registrant_name": "North Quay Consulting Inc."}, WHY, DAY)


def test_reply_stands_beside_what_it_answers(house: House) -> None:
    entry = house.accept()
    leaf = actions.publish_reply(house.first, entry.leaf_id, "That is not so.", DAY)
    assert (read(leaf).about, read(leaf).entry) == ((entry.leaf_id,), entry.pk)
    sent = house.send("reply", form="reply/1", values={"text": "Nor that."}, about=entry.leaf_id, entry=entry)
    house.accept(sent)
    assert list(Opening.objects.filter(name="text").values_list("value", flat=True)) == [
        "That is not so.",
        "Nor that.",
    ]
    with pytest.raises(StateWrong):
        house.accept(house.send("reply", form="reply/1", values={"text": "x"}, about=99))


def test_filing_moved_to_another_row_does_not_open(house: House) -> None:
    one, other = house.send(), house.send()
    Filing.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(RowTampered):
        queries.open_sent(queries.open_key(house.first, house.office), Filing.objects.get(pk=one.pk))


def test_nobody_but_a_registrar_of_the_office_acts(house: House) -> None:
    filing = house.send()
    for unlocked in (house.desk.unlocked, house.desk.unlocked_lead):
        with pytest.raises(OfficeUnknown):
            actions.accept_filing(unlocked, filing, actions.Parties(), DAY)
        with pytest.raises(OfficeUnknown):
            actions.propose_refusal(unlocked, filing, "No", DAY)


def test_every_act_leaves_a_row_without_words(house: House) -> None:
    entry = house.accept()
    withhold(house, ["registrant_address"], entry=entry)
    rows = AuditRow.objects.filter(verb__regex=r"^(register|filing|entry)\.")
    assert {row.verb for row in rows} >= {
        "register.opened",
        "register.key",
        "filing.accepted",
        "register.proposed",
        "register.confirmed",
        "register.withholding",
    }
    assert not any("fears" in row.subject or "Quay" in row.subject for row in rows)


@pytest.mark.parametrize(
    ("name", "other"), [("North Quay", "South Harbour"), ("\u5317\u4eac\u6587\u5316", "\u5357\u4eac")]
)
def test_entities_with_a_name_like_it_are_proposed_in_any_script(house: House, name: str, other: str) -> None:
    entry = house.accept(changed={"registrant_name": f"{name} Consulting"})
    assert queries.list_entities("registrant", name) == [(entry.registrant_id, f"{name} Consulting")]
    assert queries.list_entities("registrant", other) == queries.list_entities("registrant", "") == []
    assert queries.list_entries(name) == [entry] and queries.list_entries(other) == []
