# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The crossing: filings come in sealed, publications go out at least once, witnesses are asked; a kill loses none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pytest_django import Settings

from safehold.core import tlog
from safehold.desk.audit.models import Alarm
from safehold.desk.inbox.tests.sealed_reports import DAY
from safehold.desk.registrar import actions, adapters, queries
from safehold.desk.registrar.actions import witnessing
from safehold.desk.registrar.models import Answer, Cosignature, Entry, Leaf
from safehold.desk.registrar.tests.office import House
from safehold.public.register import actions as public
from safehold.public.register import queries as published
from safehold.public.register.models import Leaf as PublicLeaf

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def public_openings(position: int) -> dict[str, Any]:
    import json

    return dict(json.loads(bytes(PublicLeaf.objects.get(index=position).openings)))


def test_publication_reaches_the_public_side_with_its_checkpoint(house: House) -> None:
    entry = house.accept()
    actions.cross_register(DAY)
    assert published.count_leaves() == published.count_covered() == 1
    opened = public_openings(entry.leaf_id)
    assert "registrant_name" in opened and "registrant_contact" not in opened
    actions.cross_register(DAY)
    assert published.count_leaves() == 1


def test_registrant_hears_of_an_acceptance_once_it_can_be_read(house: House) -> None:
    """What is accepted while the crossing runs is told in its next round, with the checkpoint that covers it."""
    house.accept()
    actions.deliver_register(DAY)
    assert Answer.objects.get().delivered_on is None
    actions.cross_register(DAY)
    assert Answer.objects.get().delivered_on == DAY


def test_killed_between_leaves_and_checkpoint_it_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.accept()
    actions.sign_log(DAY)

    def die(note: bytes) -> bool:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(public, "store_checkpoint", die)
        with pytest.raises(SystemExit):
            actions.deliver_register(DAY)
    assert (published.count_leaves(), published.count_covered()) == (1, 0)
    actions.deliver_register(DAY)
    assert published.count_covered() == 1


def test_killed_after_signing_it_signs_the_same_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The note is written down outside the database first. What it says stays true."""
    house.accept()

    def die(*args: object, **kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("safehold.desk.registrar.models.Checkpoint.objects.create", die)
        with pytest.raises(SystemExit):
            actions.sign_log(DAY)
    remembered = adapters.read_last_signed()
    row = actions.sign_log(DAY)
    assert row is not None and bytes(row.note) == remembered


def test_redaction_takes_the_openings_from_the_public_side(house: House) -> None:
    entry = house.accept()
    actions.cross_register(DAY)
    proposal = actions.propose_redaction(house.first, entry, ["purpose"], "A court ordered it", DAY)
    actions.confirm(house.second, proposal, DAY)
    actions.cross_register(DAY)
    assert "purpose" not in public_openings(entry.leaf_id) and published.count_covered() == 2


def test_field_withheld_before_delivery_never_crosses(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = house.accept()
    proposal = actions.propose_withholding(house.first, ["purpose"], "Safety", DAY, entry=entry)
    actions.confirm(house.second, proposal, DAY)
    crossed: list[Any] = []
    store = public.store_publications

    def watch(rows: Any) -> int:
        crossed.extend(rows)
        return store(rows)

    monkeypatch.setattr(public, "store_publications", watch)
    actions.cross_register(DAY)
    assert "purpose" not in crossed[0][2] and published.count_covered() == 2


def test_public_side_that_is_ahead_raises_an_alarm(house: House) -> None:
    """The desk was put back to an older day: it must not write another history."""
    house.accept()
    actions.cross_register(DAY)
    house.accept()
    actions.cross_register(DAY)
    from safehold.desk.registrar.tests.test_registrar_log import put_back

    put_back(house, 1)
    actions.deliver_register(DAY)
    assert Alarm.objects.filter(kind="register-broken").exists()
    assert published.count_leaves() == 2


class Witness:
    """A witness over HTTP on this machine: it cosigns what continues what it has seen."""

    def __init__(self, log_key: tlog.VerifierKey) -> None:
        self.signer = tlog.make_signer("witness.example.org", tlog.COSIGNATURE)
        self.log_key = log_key
        self.size, self.root = 0, tlog.EMPTY_ROOT
        self.asked = 0

    def answer(self, body: bytes) -> tuple[int, bytes]:
        self.asked += 1
        request = tlog.read_request(body)
        if request.old_size != self.size:
            return 409, f"{self.size}\n".encode()
        checkpoint = tlog.open_checkpoint(request.note, [self.log_key])
        if self.size:
            tlog.verify_consistency(
                self.root, self.size, checkpoint.root, checkpoint.size, list(request.proof)
            )
        self.size, self.root = checkpoint.size, checkpoint.root
        return 200, tlog.cosign(request.note, self.signer, 1_795_000_000)


@contextmanager
def serving(witness: Witness) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = witness.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "text/x.tlog.size" if status == 409 else "text/plain")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def witness(house: House, settings: Settings) -> Iterator[Witness]:
    witnessing.rests.__init__()  # type: ignore[misc]
    made = Witness(tlog.parse_vkey(house.office.verify_key))
    with serving(made) as address:
        settings.REGISTER_WITNESSES = f"{made.signer.verifier.text}={address}"
        actions.tell_public_side(made.log_key)
        yield made


def test_witness_cosigns_each_checkpoint_and_the_public_side_gets_it(house: House, witness: Witness) -> None:
    for size in (1, 2, 3):
        house.accept()
        actions.cross_register(DAY)
        assert witness.size == size
    assert Cosignature.objects.filter(is_published=True).count() == 3
    actions.cross_register(DAY)
    assert witness.asked == 3


def test_witness_that_knows_another_size_is_asked_from_there(house: House, witness: Witness) -> None:
    house.accept()
    actions.cross_register(DAY)
    Cosignature.objects.all().delete()
    house.accept()
    actions.cross_register(DAY)
    assert witness.size == 2 and Cosignature.objects.count() == 1


def test_witness_that_is_away_keeps_no_publication_back(house: House, settings: Settings) -> None:
    witnessing.rests.__init__()  # type: ignore[misc]
    key = tlog.make_signer("witness.example.org", tlog.COSIGNATURE).verifier
    settings.REGISTER_WITNESSES = f"{key.text}=http://127.0.0.1:9"
    house.accept()
    actions.cross_register(DAY)
    assert published.count_covered() == 1 and not Cosignature.objects.exists()


def test_witness_that_saw_another_history_raises_an_alarm(house: House, witness: Witness) -> None:
    house.accept()
    actions.cross_register(DAY)
    witness.size = 7
    house.accept()
    actions.cross_register(DAY)
    assert Alarm.objects.filter(kind="register-witness").exists()
    assert published.count_covered() == 2


def test_answer_reaches_the_registrant_and_its_words_stay_nowhere_in_the_clear(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(public, "store_answer", lambda *row, **more: told.append((row, more)))
    actions.ask_correction(house.first, house.send(), "Which treaty?", DAY)
    actions.deliver_register(DAY)
    actions.deliver_register(DAY)
    assert len(told) == 1 and told[0][0][1:] == ("correction", "Which treaty?")
    assert Answer.objects.get().words == ""


def test_leaves_are_appended_in_one_order_also_when_two_registrars_accept(house: House) -> None:
    for _ in range(3):
        house.accept()
    assert [row.number for row in Entry.objects.order_by("number")] == [1, 2, 3]
    assert list(Leaf.objects.order_by("position").values_list("position", flat=True)) == [0, 1, 2]
    assert queries.read_head(house.office).size == 3
