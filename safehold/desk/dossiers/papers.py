# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A version as a paper: what was frozen, in the fixed words of one language. Nothing is decided or asked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from safehold.catalog.countries import country_name
from safehold.catalog.provisions import load_law, load_provisions
from safehold.core.dossiers import Parts, read_criteria
from safehold.core.dossiers.criteria import needs_victims_abroad

Content = Mapping[str, Any]
Block = dict[str, Any]


@cache
def load_texts() -> dict[str, Any]:
    """Read texts.yaml, once: language -> words."""
    found: dict[str, Any] = msgspec.yaml.decode((Path(__file__).parent / "texts.yaml").read_bytes())
    return found


def write_paper(content: Content, language: str, *, is_preview: bool = False) -> dict[str, Any]:
    """Return the content of a paper (web.papers) in a language."""
    return _Writer(content, language).write(is_preview=is_preview)


def say_gap(code: str, about: str, language: str) -> str:
    """Return what is missing, in words."""
    if code == "criterion-without-claim":
        about = load_provisions().element(about).said(language)
    said: str = load_texts()[language]["gap_texts"][code]
    return said.replace("{about}", about)


class _Writer:
    """The parts of one paper, in their order."""

    def __init__(self, content: Content, language: str) -> None:
        self.content, self.language = content, language
        self.texts = load_texts()[language]
        self.parts = Parts.of(content["parts"])
        self.numbers = {each.id: f"E{each.number}" for each in self.parts.exhibits}

    def write(self, *, is_preview: bool) -> dict[str, Any]:
        texts, names = self.texts, self.content["from"]
        marks = [texts["exercise"]] if self.parts.is_exercise else []
        marks += [texts["preview"]] if is_preview else []
        organisation = names.get(self.language) or names.get("en", "")
        head = " · ".join([texts["confidential"], self.content["reference"], *marks])
        blocks = [_words(mark, "warn") for mark in marks]
        for section in (
            self._opening(organisation),
            self._subject(),
            self._criteria(),
            self._claims(),
            self._contrary(),
            self._witnesses(),
            self._screening(),
            self._gaps(),
            self._annex(),
        ):
            blocks += section
        return {
            "title": self.parts.title or texts["title"],
            "language": self.language,
            "author": organisation,
            "head": head,
            "foot": f"{organisation} · {texts['page']} {{page}}",
            "blocks": blocks,
        }

    def _opening(self, organisation: str) -> list[Block]:
        said, content = self.texts["facts"], self.content
        rows = [
            [said["to"], self.texts["to"]],
            [said["from"], organisation],
            [said["act"], self.texts["acts"][content["act"]]],
            [said["reference"], content["reference"]],
            [said["version"], str(content["number"])],
            [said["day"], content["on"]],
        ]
        found = [{"kind": "facts", "rows": rows}, _words(self.texts["note"], "muted")]
        if self.parts.summary:
            found += [self._heading("summary"), _words(self.parts.summary)]
        return found

    def _subject(self) -> list[Block]:
        subject, texts = self.content["subject"], self.texts
        names = "\n".join(f"{text} ({script})" for text, script in subject["names"])
        rows = [[texts["names"], names]]
        if subject["born"]:
            rows.append([texts["born"], subject["born"]])
        if subject["countries"]:
            rows.append([texts["countries"], ", ".join(subject["countries"])])
        held = [
            [each["when"], "\n".join(filter(None, (each["post"], each["body"]))), each["source"]]
            for each in subject["positions"]
        ]
        found = [self._heading("subject"), {"kind": "facts", "rows": rows}, self._heading("positions", 2)]
        return [*found, self._table("position_head", held, (3, 6, 5), "none_positions")]

    def _criteria(self) -> list[Block]:
        code, answers = self.content["act"], self.parts.answers
        law, provision = load_law().by_code[code], load_provisions().find(code)
        assert provision is not None, "a version names a provision"
        told = self.texts["law"].replace("{source}", provision.source).replace("{as_of}", provision.as_of)
        confirmed = "" if provision.confidence == "confirmed" else f" ({self.texts['to_confirm']})"
        found = [self._heading("criteria"), _words(f"{told}{confirmed} {self.texts['letters']}", "muted")]
        if needs_victims_abroad(law, answers):
            found.append(_words(self.texts["place"], "warn"))
        for each in read_criteria(law, answers):
            result = self.texts["results"][each.answer.value]
            letter = self.texts["paragraph"].replace("{letter}", each.letter)
            found.append({"kind": "heading", "level": 2, "text": f"{letter} – {result}"})
            rows = [
                [self._said(one.id), self.texts["answers"][one.answer.value], self._supported(one.id)]
                for one in each.elements
            ]
            found.append(self._table("criteria_head", rows, (9, 3, 3)))
            for sentence, ids in (("failing", each.failing), ("open", each.open)):
                if ids:
                    what = "; ".join(self._said(id_) for id_ in ids)
                    found.append(_words(self.texts[sentence].replace("{what}", what)))
        return found

    def _said(self, element: str) -> str:
        return load_provisions().element(element).said(self.language)

    def _supported(self, element: str) -> str:
        claims = enumerate(self.parts.claims, 1)
        return ", ".join(f"C{number}" for number, each in claims if element in each.elements)

    def _claims(self) -> list[Block]:
        rows = []
        for number, (claim, standing) in enumerate(
            zip(self.parts.claims, self.content["standings"], strict=True), 1
        ):
            words = "\n".join(filter(None, (claim.words, self._when(claim.incident))))
            exhibits = ", ".join(self.numbers[id_] for id_ in claim.exhibits if id_ in self.numbers)
            sources = self.texts["standings"][standing]
            kind = f"\n({self.texts['key']})" if claim.is_key else ""
            rows.append([f"C{number}", words, exhibits, sources + kind])
        return [self._heading("claims"), self._table("claims_head", rows, (1, 9, 2, 3.5))]

    def _when(self, incident: str) -> str:
        event = self.content["events"].get(incident)
        if not event:
            return ""
        country = country_name(event["country"], self.language) if event["country"] else ""
        return ", ".join(filter(None, (event["when"], country)))

    def _contrary(self) -> list[Block]:
        rows = [[each.words, each.weighed] for each in self.parts.contrary]
        found = [self._heading("contrary"), self._table("contrary_head", rows, (1, 1), "none_contrary")]
        if self.parts.looked:
            found += [self._heading("looked", 2), _words(self.parts.looked)]
        return found

    def _witnesses(self) -> list[Block]:
        said = self.texts["witness"]
        items = [said.replace("{name}", each.name or each.alias) for each in self.parts.witnesses]
        shown = {"kind": "list", "items": items} if items else _words(self.texts["none_witnesses"])
        return [self._heading("witnesses"), shown]

    def _screening(self) -> list[Block]:
        kept, texts = self.content["screening"], self.texts
        if not kept["lists"]:
            return [self._heading("screening"), _words(texts["none_lists"])]
        found = [[name, listed, texts["verdicts"].get(said, said)] for name, listed, said in kept["found"]]
        return [
            self._heading("screening"),
            _words(texts["screened"].replace("{on}", kept["on"])),
            self._table("lists_head", kept["lists"], (6, 4, 3)),
            self._table("found_head", found, (5, 5, 3), "none_found"),
        ]

    def _gaps(self) -> list[Block]:
        items = [say_gap(each["code"], each["about"], self.language) for each in self.content["gaps"]]
        shown = {"kind": "list", "items": items} if items else _words(self.texts["none_gaps"])
        return [self._heading("gaps"), shown]

    def _annex(self) -> list[Block]:
        rows = []
        for each in self.parts.exhibits:
            about = "\n".join(filter(None, (each.name, each.about, each.sha256)))
            grades = self.texts["grades"].replace(
                "{reliability}", self.texts["reliability"][each.reliability]
            )
            grades = grades.replace("{credibility}", self.texts["credibility"][each.credibility])
            source = "\n".join(dict.fromkeys(filter(None, (each.source, each.origin))))
            rows.append([f"E{each.number}", about, source, grades])
        table = self._table("exhibits_head", rows, (1.2, 7, 5, 3.5))
        return [{"kind": "break"}, self._heading("annex"), table]

    def _heading(self, name: str, level: int = 1) -> Block:
        return {"kind": "heading", "level": level, "text": self.texts[name]}

    def _table(
        self, head: str, rows: Sequence[Sequence[str]], widths: Sequence[float], none: str = ""
    ) -> Block:
        if not rows and none:
            return _words(self.texts[none])
        return {"kind": "table", "head": self.texts[head], "rows": rows, "widths": widths}


def _words(text: str, tone: str = "") -> Block:
    return {"kind": "words", "text": text, "tone": tone}
