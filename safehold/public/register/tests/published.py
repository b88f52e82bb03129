# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A register with its log, as the desk makes one: leaves are written, published and signed through the real doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from safehold.catalog.register_forms import register_form
from safehold.core import tlog
from safehold.public.register import actions

ORIGIN = "register.example/log"
DAY = date(2026, 11, 23)

VALUES: dict[str, Any] = {
    "registrant_name": "Maple Bridge Consulting",
    "registrant_kind": ["corporation"],
    "registrant_address": "12 Harbour Street\nHalifax",
    "registrant_contact": "office only: 902 555 0100",
    "principal_name": "中华海外联络局 (Overseas Liaison Bureau)",
    "principal_kind": ["foreign_power"],
    "principal_country": "CN",
    "purpose": "To explain the port agreement to members of the legislature before the vote.",
    "activities": ["communicating", "disseminating"],
    "processes": ["legislative_proposal"],
    "levels": ["provincial"],
    "started_on": "2026-11-02",
    "ended_on": None,
    "terms": "Four meetings and one opinion piece.",
    "compensation_exists": True,
    "compensation_amount": {"amount": "18000.00", "currency": "CAD"},
    "compensation_about": None,
    "safety_request": None,
}
REPLAYED = {
    "registration_number": "6962",
    "registration_date": "2021-05-17",
    "name": "Ambessa Solutions LLC",
    "business_name": None,
    "address": "1707 Pleasantdale Road\nApartment 103",
    "city": "Vienna",
    "state": "VA",
    "zip": "22180",
}


@dataclass(frozen=True)
class Filed:
    """An entry of the made register, and who is on it."""

    entry: UUID = field(default_factory=uuid4)
    registrant: UUID = field(default_factory=uuid4)
    principal: UUID | None = field(default_factory=uuid4)


@dataclass
class Press:
    """The desk's side of a log. Nothing is published before `publish`, nothing is shown before `sign`."""

    signer: tlog.Signer = field(default_factory=lambda: tlog.make_signer(ORIGIN))
    tree: tlog.Tree = field(default_factory=tlog.Tree)
    written: list[tuple[int, bytes, dict[str, Any]]] = field(default_factory=list)

    @property
    def vkey(self) -> str:
        return self.signer.verifier.text

    def write(
        self, kind: str, values: Mapping[str, Any], *, form: str, filed: Filed | None = None, **said: Any
    ) -> tuple[int, bytes, dict[str, Any]]:
        """Write a leaf at the end of the log; what the form keeps closed is committed to, and not opened."""
        openings = tlog.open_values(dict(values))
        sides = (
            {"entry": filed.entry, "registrant": filed.registrant, "principal": filed.principal}
            if filed
            else {}
        )
        leaf = tlog.write_leaf(
            tlog.Leaf(
                kind=kind, form=form, fields=tlog.commit_fields(openings), **{"on": DAY, **sides, **said}
            )
        )
        known = {each.form: each for each in (register_form("arrangement/1"), register_form("fara-active/1"))}
        public = known[form].public_names if form in known else tuple(values)
        beside = [name for name in openings if form in known and name not in known[form].names]
        opened = {name: openings[name].document() for name in (*public, *beside) if name in openings}
        publication = (self.tree.append(leaf), leaf, opened)
        self.written.append(publication)
        return publication

    def publish(self, kind: str, values: Mapping[str, Any], **said: Any) -> int:
        publication = self.write(kind, values, **said)
        assert actions.store_publication(*publication)
        return publication[0]

    def file(self, filed: Filed, kind: str = "filing", **changed: Any) -> int:
        """Publish a version of an arrangement; `version`, `on` and `about` go into the leaf, the rest are values."""
        said = {name: changed.pop(name) for name in ("version", "on", "about") if name in changed}
        return self.publish(kind, {**VALUES, **changed}, form="arrangement/1", filed=filed, **said)

    def replay(self, filed: Filed, kind: str = "filing", **changed: Any) -> int:
        said = {name: changed.pop(name) for name in ("version", "on", "about") if name in changed}
        return self.publish(kind, {**REPLAYED, **changed}, form="fara-active/1", filed=filed, **said)

    def withhold(self, about: int, names: list[str], why: str, kind: str = "withholding", **said: Any) -> int:
        values = {tlog.WITHHELD: names, tlog.WHY: why}
        return self.publish(kind, values, form=f"{kind}/1", about=(about,), **said)

    def note(self, size: int | None = None) -> bytes:
        wanted = len(self.tree) if size is None else size
        return tlog.sign_checkpoint(tlog.Checkpoint(ORIGIN, wanted, self.tree.root(wanted)), self.signer)

    def sign(self) -> bytes:
        """Publish a checkpoint of everything."""
        note = self.note()
        actions.store_checkpoint(note)
        return note
