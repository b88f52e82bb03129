# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`safehold family-clocks`: what follows from a family's dates? Offline: no database, no settings."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from safehold.catalog.reunification import Cited, Reunification, load_book, load_reunification
from safehold.core import reunification as rules

MOST_BYTES = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "facts", type=Path, metavar="FACTS.json", help="people, relations, dates, events, pathway"
    )
    parser.add_argument("--language", choices=["en", "fr"], default="en", help="of what is said")


def run(options: argparse.Namespace) -> int:
    try:
        facts = rules.read_facts(load_book(), read_json(options.facts))
    except rules.FactsUnsound as error:
        print(error, file=sys.stderr)
        return 2
    found = rules.assess(load_book(), facts)
    print(json.dumps(Telling(options.language).tell(facts, found), ensure_ascii=False, indent=2))
    return 0


def read_json(path: Path) -> object:
    """Raises FactsUnsound."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise rules.FactsUnsound(f"{path}: {error.strerror}.") from error
    if len(text) > MOST_BYTES:
        raise rules.FactsUnsound(f"{path} is larger than {MOST_BYTES:,} bytes.")
    try:
        read: object = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise rules.FactsUnsound(f"{path} is not JSON in UTF-8.") from error
    return read


class Telling:
    """What is printed, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.catalogue: Reunification = load_reunification()

    def tell(self, facts: rules.Facts, found: rules.Assessment) -> dict[str, Any]:
        return {
            "warning": self.catalogue.meta.warned(self.language),
            "pathways": [self.pathway(each) for each in found.eligibility],
            "deadlines": [self.deadline(each) for each in found.deadlines],
            "ages": [self.age(each) for each in found.ages],
            "fees": [self.fee(each) for each in found.fees],
            "totals": self.totals(found.totals),
            "waivers": {
                each.code: {"route": each.label(self.language), "act": each.act}
                for each in self.catalogue.routes
            },
            "documents": [self.document(each) for each in found.documents],
            "grounds": [self.ground(each) for each in found.grounds],
            "relations_to_prove": [
                {"person": each.person, "to": each.to, "kind": each.kind}
                for each in facts.relations
                if not each.is_proved
            ],
            "counting": [
                {"rule": each.said(self.language), "act": each.act} for each in self.catalogue.counting
            ],
        }

    def cited(self, id_: str) -> dict[str, Any]:
        entry = self.catalogue.find("fam" if id_ == "fam-r130-3" else id_)
        assert isinstance(entry, Cited)
        return {
            "name": entry.label(self.language),
            "source": entry.source,
            "as_of": entry.as_of,
            "confidence": entry.confidence,
        }

    def asked(self, codes: tuple[str, ...]) -> list[str]:
        return [self.catalogue.question(each, self.language) for each in codes]

    def pathway(self, found: rules.Eligibility) -> dict[str, Any]:
        entry = next(each for each in self.catalogue.pathways if each.id == found.pathway)
        asks = {each.id: each for each in entry.criteria}
        told: dict[str, Any] = {"pathway": entry.id, "excluded": found.excluded, "criteria": []}
        for each in found.criteria:
            said = asks.get(each.criterion)
            words = {"question": said.asked(self.language), "act": said.act} if said else {}
            told["criteria"].append({"criterion": each.criterion, "excluded": each.excluded, **words})
        if not entry.rules.are_fees_known:
            told["questions"] = self.asked(("fees_not_in_catalogue",))
        return told | self.cited(entry.id)

    def deadline(self, found: rules.Deadline) -> dict[str, Any]:
        entry = next((each for each in self.catalogue.deadlines if each.id == found.rule), None)
        act = "R130(3)" if found.rule == "fam-r130-3" else entry.act if entry else ""
        return {
            "deadline": found.rule,
            "part": found.part,
            "person": found.person,
            "rule": entry.rule if entry else "",
            "act": act,
            "means": found.ends,
            "earliest": found.due.first.isoformat() if found.due else None,
            "latest": found.due.last.isoformat() if found.due else None,
            "state": found.state,
            "needs": list(found.needs),
            "questions": self.asked(found.questions),
            "alerts": [each.isoformat() for each in rules.alerts(found)],
        } | self.cited(found.rule)

    def age(self, found: rules.AgeLock) -> dict[str, Any]:
        return {
            "person": found.person,
            "rule": found.rule,
            "locked_earliest": found.locked.first.isoformat() if found.locked else None,
            "locked_latest": found.locked.last.isoformat() if found.locked else None,
            "under_22": found.under_22,
            "is_dependent": found.is_dependent,
            "questions": self.asked(found.questions),
        } | self.cited("d4")

    def fee(self, found: rules.FeeLine) -> dict[str, Any]:
        entry = next(each for each in self.catalogue.fees if each.id == found.fee)
        return {
            "fee": found.fee,
            "person": found.person,
            "stage": entry.stage,
            "reg": entry.reg,
            "least": found.least,
            "most": found.most,
            "estimate_never_totalled": found.estimate,
            "exempt_by": found.exempt_by or None,
            "waivable_by": list(found.waivable_by),
            "questions": self.asked(found.questions),
        } | self.cited(found.fee)

    def totals(self, found: rules.Totals) -> dict[str, Any]:
        waived = {route: {"least": a, "most": b} for route, (a, b) in found.when_waived.items()}
        return {
            "least": found.least,
            "most": found.most,
            "amount_to_confirm": list(found.without_amount),
            "when_waived": waived,
        }

    def document(self, found: rules.DocumentNeed) -> dict[str, Any]:
        entry = next(each for each in self.catalogue.documents if each.id == found.document)
        return {
            "document": found.document,
            "person": found.person,
            "is_alternative": found.is_alternative,
            "items": list(entry.items),
        } | self.cited(found.document)

    def ground(self, id_: str) -> dict[str, Any]:
        entry = next(each for each in self.catalogue.expedite_grounds if each.id == id_)
        return {"ground": id_, "words": entry.ground, "use": entry.use} | self.cited(id_)
