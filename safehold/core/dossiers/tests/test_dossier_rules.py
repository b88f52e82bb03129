# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules of a dossier: sources are counted by what they go back to, and what is missing is said."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from safehold.core.dossiers import (
    Claim,
    Contrary,
    Exhibit,
    Parts,
    Position,
    Standing,
    Subject,
    Witness,
    find_gaps,
    read_criteria,
    standing_of,
)
from safehold.core.dossiers.criteria import needs_victims_abroad
from safehold.core.kleene import Answer
from safehold.core.law.expressions import evaluate
from safehold.core.law.provisions import Element, Provision

ELEMENTS = {
    "JVCFOA-4": {
        "e1": "",
        "e2": "ground_a",
        "e3": "ground_a",
        "e4": "ground_b",
        "e5": "ground_c",
        "e6": "ground_d",
        "e7": "",
    },
    "SEMA-4": {"e1": "ground", "e2": "ground", "e3": "ground", "e4": "ground", "e5": ""},
}
LOGIC = {
    "JVCFOA-4": "e1 and (all(ground_a) or (e3 and (e2 or e7) and any(ground_b)) or any(ground_c) or any(ground_d))",
    "SEMA-4": "any(ground) and e5",
}
ONE = Exhibit("x1", 1, "A notice", origin="The bureau", reliability="fairly", credibility="probable")
TWO = Exhibit("x2", 2, "A newspaper", origin="the  Bureau", reliability="fairly", credibility="probable")
THREE = Exhibit("x3", 3, "A witness", origin="Somebody else", reliability="fairly", credibility="probable")
SUBJECT = Subject("s", (("Demo", "Latn"),), positions=(Position("Head"),))


def provision(code: str) -> Provision:
    elements = tuple(Element(id=f"{code}-{short}", group=group) for short, group in ELEMENTS[code].items())
    return Provision(
        code=code,
        kind="sanction_ground",
        elements=elements,
        logic=LOGIC[code],
        as_of=date(2026, 6, 14),
        is_confirmed=True,
    )


@pytest.mark.parametrize("code", LOGIC)
def test_any_paragraph_is_the_provision_for_every_answer(code: str) -> None:
    law = provision(code)
    ids = [each.id for each in law.elements]
    for given in product(("yes", "no"), repeat=len(ids)):
        answers = dict(zip(ids, given, strict=True))
        paragraphs = read_criteria(law, answers)
        whole = evaluate(
            law.expression, {id_: Answer.YES if said == "yes" else Answer.NO for id_, said in answers.items()}
        )
        assert any(each.answer is Answer.YES for each in paragraphs) is (whole is Answer.YES)
        for each in paragraphs:
            assert all(answers[id_] == "no" for id_ in each.failing)
            assert bool(each.failing) is (each.answer is Answer.NO)


def test_victims_in_canada_alone_fail_paragraph_a_and_say_why() -> None:
    law = provision("JVCFOA-4")
    answers = {"JVCFOA-4-e1": "yes", "JVCFOA-4-e2": "yes", "JVCFOA-4-e3": "no"}
    a, *_ = read_criteria(law, answers)
    assert (a.answer, a.failing) == (Answer.NO, ("JVCFOA-4-e3",))
    assert needs_victims_abroad(law, answers)
    assert not needs_victims_abroad(law, {**answers, "JVCFOA-4-e3": "yes"})
    assert not needs_victims_abroad(provision("SEMA-4"), {})


def test_two_exhibits_of_one_origin_are_one_source() -> None:
    parts = Parts(exhibits=(ONE, TWO, THREE))
    assert standing_of(Claim("c", "", exhibits=("x1", "x2")), parts) is Standing.ONE_SOURCE
    assert standing_of(Claim("c", "", exhibits=("x1", "x3")), parts) is Standing.CORROBORATED
    assert standing_of(Claim("c", ""), parts) is Standing.NO_SOURCE
    unknown = replace(parts, exhibits=(replace(ONE, origin=""), THREE))
    assert standing_of(Claim("c", "", exhibits=("x1", "x3")), unknown) is Standing.ONE_SOURCE


def test_what_is_missing_is_said_and_the_grave_comes_first() -> None:
    law = provision("JVCFOA-4")
    paragraphs = read_criteria(law, {})
    bare = find_gaps(Parts(), paragraphs, SUBJECT, agreeing=(), is_screened=True)
    assert [each.code for each in bare if each.is_grave] == ["no-claims", "contrary-not-considered"]
    witness = Witness("w", "A name", "W1", subject="r1")
    parts = Parts(
        claims=(Claim("c", "It was so", exhibits=("x1", "x3")),),
        exhibits=(ONE, THREE),
        contrary=(Contrary("k", "He denies it", "The order bears his seal"),),
        witnesses=(witness,),
    )
    found = find_gaps(parts, paragraphs, SUBJECT, agreeing=(), is_screened=True)
    assert [(each.code, each.about) for each in found if each.is_grave] == [("no-consent", "w")]
    assert not [
        each
        for each in find_gaps(parts, paragraphs, SUBJECT, agreeing={"r1"}, is_screened=True)
        if each.is_grave
    ]
    told = replace(parts, claims=(Claim("c", "As A  NAME says", exhibits=("x1", "x3")),))
    named = find_gaps(told, paragraphs, SUBJECT, agreeing={"r1"}, is_screened=True)
    assert [each.code for each in named if each.is_grave] == ["name-shows"]
    assert Parts.of(parts.as_document()) == parts
