# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fees, person by person: what is due on the day of payment, what is exempt, and what can be waived."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from safehold.core.reunification.ages import is_child, lock_age
from safehold.core.reunification.counting import is_under
from safehold.core.reunification.entities import (
    Book,
    Facts,
    Fee,
    FeeLine,
    Known,
    Person,
    Role,
    Totals,
    UncertainDate,
)

REMISSION = "faa-23-2.1"
CHILD_RPRF = "fx-2"
NO_BIOMETRICS = "fx-3"
BY_ROLE = {
    ("fam", Role.PARTNER): "fee-acc-spouse",
    ("fam", Role.CHILD): "fee-acc-child",
}
SLOTS = {Role.PRINCIPAL: "principal", Role.PARTNER: "partner", Role.CHILD: "child"}
FAMILY_CLASS = ("fee-fam-pa", "fee-fam-child", "fee-acc-spouse", "fee-acc-child")


def fee_lines(book: Book, facts: Facts) -> tuple[FeeLine, ...]:
    """Each fee of each person's pathway. A sponsor pays none for herself; the sponsorship fee stands once."""
    lines: list[FeeLine] = []
    for person in facts.people:
        if person.role is Role.SPONSOR:
            continue
        pathway = book.pathways[facts.pathway_of(person)]
        for id_ in pathway.fees:
            if _asked(id_, facts, person):
                lines.append(_line(book, facts, book.fees[id_], person))
    return _capped(book, lines)


def _asked(fee: str, facts: Facts, person: Person) -> bool:
    if fee == "fee-spons":
        return person.role is Role.PRINCIPAL
    if fee in FAMILY_CLASS:
        return fee in _family_class(facts, person)
    return True


def _family_class(facts: Facts, person: Person) -> tuple[str, ...]:
    """A child who is the principal pays less below 22; both lines stand while the age is not known."""
    if person.role is Role.OTHER:
        return ("fee-fam-pa",)
    if person.role is not Role.PRINCIPAL:
        return tuple(filter(None, (BY_ROLE.get(("fam", person.role)),)))
    if not is_child(facts, person):
        return ("fee-fam-pa",)
    under = lock_age(facts, person).under_22
    return {Known.YES: ("fee-fam-child",), Known.NO: ("fee-fam-pa",)}.get(
        under, ("fee-fam-child", "fee-fam-pa")
    )


def _line(book: Book, facts: Facts, fee: Fee, person: Person) -> FeeLine:
    pathway = book.pathways[facts.pathway_of(person)]
    waivable = (*pathway.waived_by.get(fee.id, ()), REMISSION)
    exemption, asks = _exemption(book, facts, fee, person)
    if exemption:
        return FeeLine(fee=fee.id, person=person.id, least=0, most=0, exempt_by=exemption)
    paid = facts.dates.get("fees")
    slot = None if fee.id in FAMILY_CLASS and person.role is Role.OTHER else _slot(fee, person)
    amounts = _amounts(fee, slot, paid)
    if amounts is None:
        asks += (
            ("no_such_slot",) if slot is None else ("needs:fees",) if paid is None else ("amount_to_confirm",)
        )
    least, most = amounts or (None, None)
    if asks and least is not None and _may_be_exempt(asks):
        least = 0
    if fee.id in FAMILY_CLASS and len(_family_class(facts, person)) > 1:
        asks += ("which_of_two_fees",)
        least = 0 if least is not None else None
    return FeeLine(
        fee=fee.id,
        person=person.id,
        least=least,
        most=most,
        estimate=fee.estimates.get(slot)
        if amounts is None and paid is not None and slot is not None
        else None,
        waivable_by=waivable,
        questions=asks,
    )


def _may_be_exempt(asks: Iterable[str]) -> bool:
    return any(each in ("is_dependent_child", "biometrics_age") for each in asks)


def _exemption(book: Book, facts: Facts, fee: Fee, person: Person) -> tuple[str, tuple[str, ...]]:
    """The exemption that lifts this fee, and what must be known to say whether another one does."""
    if any(each.fee == fee.id and each.person == person.id for each in facts.exemptions):
        return "confirmed", ()
    pathway = book.pathways[facts.pathway_of(person)]
    if fee.id in pathway.exempt:
        return pathway.exempt[fee.id], ()
    if fee.id == "fee-rprf" and is_child(facts, person):
        return _of_child(facts, person)
    if fee.id == "fee-bio":
        if person.is_abroad is False and pathway.id == "pp-abroad":
            return NO_BIOMETRICS, ()
        return _by_age(facts, person)
    return "", ()


def _of_child(facts: Facts, person: Person) -> tuple[str, tuple[str, ...]]:
    """Dependent children pay none for the right of permanent residence."""
    dependent = lock_age(facts, person).is_dependent
    if dependent is Known.YES:
        return CHILD_RPRF, ()
    return "", ("is_dependent_child",) if dependent is Known.UNKNOWN else ()


def _by_age(facts: Facts, person: Person) -> tuple[str, tuple[str, ...]]:
    """Nobody under 14 or over 79 gives biometrics."""
    paid = facts.dates.get("fees")
    young, not_old = is_under(14, person.born, paid), is_under(80, person.born, paid)
    if young is Known.YES or not_old is Known.NO:
        return NO_BIOMETRICS, ()
    return "", () if young is Known.NO and not_old is Known.YES else ("biometrics_age",)


def _slot(fee: Fee, person: Person) -> str | None:
    if "" in fee.amounts:
        return ""
    slot = SLOTS.get(person.role)
    return slot if slot in fee.amounts else None


def _amounts(fee: Fee, slot: str | None, paid: UncertainDate | None) -> tuple[int, int] | None:
    """The least and the most on the days of payment; None where one of them has no published amount."""
    if slot is None:
        return None
    steps = fee.amounts[slot]
    if len(steps) > 1 and paid is None:
        return None
    found = []
    for number, (since, amount) in enumerate(steps):
        until = steps[number + 1][0] if number + 1 < len(steps) else None
        if paid is None or (since <= paid.last and (until is None or paid.first < until)):
            found.append(amount)
    known = [each for each in found if each is not None]
    return (min(known), max(known)) if known and len(known) == len(found) else None


def _capped(book: Book, lines: Sequence[FeeLine]) -> tuple[FeeLine, ...]:
    """Of a fee with a most for the family, the lines after the one that reaches it are 0."""
    spent: dict[str, tuple[int, int]] = {}
    kept = []
    for line in lines:
        cap = book.fees[line.fee].family_most
        if cap is None or line.is_exempt or line.least is None or line.most is None:
            kept.append(line)
            continue
        least, most = spent.get(line.fee, (0, 0))
        now = (min(cap, least + line.least), min(cap, most + line.most))
        spent[line.fee] = now
        part = (now[0] - least, now[1] - most)
        asks = line.questions + (("family_most",) if part[1] < line.most else ())
        kept.append(replace(line, least=min(part), most=max(part), questions=asks))
    return tuple(kept)


def totals(lines: Sequence[FeeLine]) -> Totals:
    """What is due at least and at most. A fee without a published amount is named and never guessed."""
    due = [each for each in lines if not each.is_exempt]
    routes = sorted({route for each in due for route in each.waivable_by})
    least, most = _sum(due)
    return Totals(
        least=least,
        most=most,
        without_amount=tuple(f"{each.fee}:{each.person}" for each in due if each.most is None),
        when_waived={
            route: _sum([each for each in due if route not in each.waivable_by]) for route in routes
        },
    )


def _sum(lines: Sequence[FeeLine]) -> tuple[int, int]:
    """A family's most holds for the sum; of two fees of which one is due, the dearer one counts at most."""
    either: dict[str, int] = {}
    least = most = 0
    for each in lines:
        if each.least is None or each.most is None:
            continue
        if "which_of_two_fees" in each.questions:
            either[each.person] = max(either.get(each.person, 0), each.most)
            continue
        least, most = least + each.least, most + each.most
    return least, most + sum(either.values())
