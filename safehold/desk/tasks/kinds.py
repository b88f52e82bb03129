# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kinds of tasks, in words: what to do, one sentence each. A kind says nothing about who a case is about.

`page`: the place among the pages of its case (cases.case_pages) where the work is done; 0 is the case itself.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safehold.desk.tasks.errors import KindUnknown

OWN = "own"


class Kind(NamedTuple):
    """`label`: the name in a list and in a calendar. `what_to_do`: one sentence.

    stays: it is between this organisation and another, or by this one's own rules, so it does not go with the case.
    """

    label: Promise | str
    what_to_do: Promise | str
    page: int = 0
    stays: bool = False


KINDS: dict[str, Kind] = {
    "consent-withdrawn": Kind(
        _("A consent was taken back"),
        _("Look at what was shared, ask the receivers to delete it, and write down what they say."),
        35,
    ),
    "override-waits": Kind(
        _("A second member is needed"),
        _("Somebody proposes to share without consent: read the reason, then confirm it or speak with them."),
        35,
    ),
    "answer-overdue": Kind(
        _("An answer is due"),
        _("If nothing has come: ask the office again, or complain to the body that reviews it."),
        40,
    ),
    "dossier-follow-up": Kind(
        _("Ask what became of a dossier"),
        _("Ask the office what it did with the dossier, and write down what it says."),
        45,
    ),
    "family-deadline": Kind(
        _("A day of a family's file comes closer"),
        _("Open the file: see what must be done by this day, and write down when it is."),
        42,
    ),
    "screening-changed": Kind(
        _("A watch list has changed"),
        _("Look at what the lists say now of the names in this case, and decide what is the same."),
        25,
    ),
    "reassess-risk": Kind(
        _("Look at the risk again"),
        _("Ask how safe they are now, and write the level down again."),
        30,
    ),
    "need-follow-up": Kind(
        _("Ask what became of a need"),
        _("Ask them and whoever was asked to help, and write down what came of it."),
        30,
    ),
    "share-waits": Kind(
        _("Another organisation waits for you"),
        _("Read what they offer or ask, then accept it or give it back."),
        50,
        stays=True,
    ),
    "share-came-back": Kind(
        _("What you offered came back"),
        _("The other organisation does not help with it now: read why, and decide who does."),
        50,
        stays=True,
    ),
    "retention-due": Kind(
        _("Decide what to keep"),
        _("The time for keeping this is over: let it be destroyed, or say why it must stay."),
        70,
        stays=True,
    ),
    "reply-promised": Kind(
        _("An answer was promised"),
        _("Write to the person, even if all you can say is that there is nothing new."),
    ),
    OWN: Kind(
        _("A task of your own"),
        _("Its words are sealed in the case."),
        60,
    ),
}


def kind_of(code: str) -> Kind:
    """Return the words of a kind. Raises KindUnknown."""
    if code not in KINDS:
        raise KindUnknown(code)
    return KINDS[code]
