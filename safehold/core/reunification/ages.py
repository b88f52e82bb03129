# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""On which day a child's age is taken (R25.1), and whether it is a dependent child then (R2)."""

from safehold.core.reunification.counting import attained, is_under
from safehold.core.reunification.entities import AgeLock, Facts, Known, Person, Role, UncertainDate

LOCKS = {
    "pp-abroad": ("R25.1(9)", "claim"),
    "oyw": ("R25.1(8)", "principal_application"),
    "upp": ("R25.1(7)", "referral"),
    "hrd": ("R25.1(7)", "referral"),
}
OTHERWISE = ("R25.1(1)", "application")


def is_child(facts: Facts, person: Person) -> bool:
    """A child in the file; or a principal who is the sponsor's child."""
    if person.role is Role.CHILD:
        return True
    sponsors = {each.id for each in facts.people if each.role is Role.SPONSOR}
    return person.role is Role.PRINCIPAL and any(
        each.person == person.id and each.kind == "child" and each.to in sponsors for each in facts.relations
    )


def lock_age(facts: Facts, person: Person) -> AgeLock:
    rule, named = LOCKS.get(facts.pathway_of(person), OTHERWISE)
    locked = facts.dates.get(named)
    under = is_under(22, person.born, locked)
    missing = tuple(
        f"needs:{what}" for what, value in (("born", person.born), (named, locked)) if value is None
    )
    leap = ("born_29_february",) if _hangs_on_leap_day(person.born, locked) else ()
    return AgeLock(
        person=person.id,
        rule=rule,
        locked=locked,
        under_22=under,
        is_dependent=_dependent(under, person),
        questions=missing + leap,
    )


def _hangs_on_leap_day(born: UncertainDate | None, locked: UncertainDate | None) -> bool:
    if born is None or locked is None or (born.first.month, born.first.day) != (2, 29):
        return False
    birthday = attained(born, 22)
    return locked.first < birthday.last and birthday.first <= locked.last


def _dependent(under: Known, person: Person) -> Known:
    """Under 22 and not a spouse or partner; or 22 and more, and dependent since before because of a condition."""
    alone = _known(None if person.has_partner is None else not person.has_partner)
    condition = _known(person.depends_since_before_22)
    young = _both(under, alone)
    old = _both(_not(under), condition)
    if Known.YES in (young, old):
        return Known.YES
    return Known.NO if young is old is Known.NO else Known.UNKNOWN


def _known(value: bool | None) -> Known:
    return Known.UNKNOWN if value is None else Known.YES if value else Known.NO


def _not(value: Known) -> Known:
    return {Known.YES: Known.NO, Known.NO: Known.YES}.get(value, Known.UNKNOWN)


def _both(one: Known, other: Known) -> Known:
    if Known.NO in (one, other):
        return Known.NO
    return Known.YES if one is other is Known.YES else Known.UNKNOWN
