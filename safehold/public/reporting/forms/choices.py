# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The choices of the form, in the language of the page. Fields take them as functions, so that Django neither
copies nor checks every label for every form."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safehold.catalog.help_wanted import load_help_wanted
from safehold.catalog.plain_tactics import load_plain_tactics
from safehold.public.reporting.queries import Coalition
from safehold.web.forms import Option

Choices = list[tuple[str, Option]]

REPORTING_FOR: Choices = [
    ("self", Option(_("For myself"))),
    ("other", Option(_("For someone else"))),
    ("group", Option(_("For a group or an organisation"), _("You can say how big it is further down."))),
]
GROUP_SIZES: Choices = [
    ("", Option(_("I do not want to say"))),
    ("2-10", Option(_("2 to 10 people"))),
    ("11-50", Option(_("11 to 50 people"))),
    ("51-200", Option(_("51 to 200 people"))),
    ("over-200", Option(_("More than 200 people"))),
]
PURPOSES: Choices = [
    (
        "contact",
        Option(
            _("Answer me here"),
            _(
                "With the code you get after sending. We never contact you any other way unless you "
                "ask us to."
            ),
        ),
    ),
    (
        "share-organisation",
        Option(
            _("Share it with another organisation of the coalition"),
            _("When they can help you better. We tell you before we do it."),
        ),
    ),
    (
        "share-authorities",
        Option(
            _("Take it to the authorities where I live now"),
            _(
                "The police and the offices in charge here, never those of the state that targets you. "
                "We tell you before we do it, and what they answer."
            ),
        ),
    ),
    (
        "statistics",
        Option(
            _("Count it in public figures"),
            _("Numbers only, made so that no one can be recognised."),
        ),
    ),
    (
        "compare",
        Option(
            _("Compare it with other reports, showing nobody what I wrote"),
            _("Finds the same number, account or message sent to others."),
        ),
    ),
]


def desks(coalition: Coalition) -> Choices:
    language = get_language() or "en"
    return [
        (str(desk.id), Option(desk.name_in(language), ", ".join(desk.languages))) for desk in coalition.desks
    ]


def tactics() -> Choices:
    language = get_language() or "en"
    return [(choice.id, Option(choice.label(language))) for choice in load_plain_tactics().choices]


def help_wanted() -> Choices:
    language = get_language() or "en"
    return [(choice.code, Option(choice.label(language))) for choice in load_help_wanted().choices]
