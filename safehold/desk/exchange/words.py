# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is said about tables, in plain words."""

from django.utils.translation import gettext_lazy as _

from safehold.desk.exchange.rules import columns

FIELD_LABELS = {
    columns.NUMBER: _("Your number of the case"),
    columns.TITLE: _("Title"),
    columns.OPENED_ON: _("Opened on"),
    columns.STATE: _("State"),
    columns.URGENCY: _("How urgent"),
    columns.NOTES: _("Notes"),
    columns.NARRATIVE: _("What happened"),
    columns.WHEN: _("When it happened"),
    columns.PLACE: _("Where it happened"),
    columns.TACTICS: _("Codes of what was done"),
    columns.NAMES: _("Names of the person"),
    columns.CONTACTS: _("How to reach them"),
    columns.FAMILY_WAY: _("Family: the way they go"),
    columns.FAMILY_PEOPLE: _("Family: who belongs to it"),
    "family_principal_pr": _("Family: the principal became a permanent resident"),
    "family_protection": _("Family: refugee protection was conferred"),
    "family_application": _("Family: the application was made"),
    "family_claim": _("Family: the claim for protection was made"),
}
FIELD_HINTS = {
    columns.NUMBER: _("The same number again changes that case instead of making a second one."),
    columns.OPENED_ON: _("As 2026-11-23."),
    columns.STATE: _("New, In progress, Waiting for them or Closed."),
    columns.URGENCY: _("Routine, Elevated or Urgent."),
    columns.WHEN: _("As 2024-03-07, about March 2024, between 2021 and 2023."),
    columns.PLACE: _(
        "Town, region, country. What is finer than the town is left out: nobody has agreed to it."
    ),
    columns.TACTICS: _("Several are divided by spaces or commas."),
    columns.NAMES: _("One person. Several names or scripts of theirs are divided by semicolons."),
    columns.CONTACTS: _("Several are divided by semicolons."),
    columns.FAMILY_PEOPLE: _(
        "Each as: name, place in the family, born. Several are divided by semicolons: "
        "The father, principal, 1979-03; The sister, child, 2008-02-29"
    ),
    "family_principal_pr": _("As 2026-03-01, 2026-03, 2026, or 2026-03/2026-05."),
}
REFUSALS = {
    "file-large": _("The file is larger than 5 MB. Divide it into several."),
    "file-empty": _("There is nothing in this file."),
    "rows-many": _("The table has more than 5,000 rows. Divide it into several."),
    "rows-missing": _("The table has a first row and nothing under it."),
    "columns-many": _("The table has more than 60 columns. Leave out those that we do not need."),
    "cell-long": _("A cell of the table holds more than 20,000 characters."),
    "not-a-table": _("We find no table in this file. Save it as CSV, XLSX or ODS, and choose it again."),
    "encoding": _(
        "We cannot read the letters of this file. Choose how they were saved, or save it as CSV UTF-8."
    ),
    "grows": _("Unpacked, this file would be far larger than a table is. Nothing of it was read."),
    "locked": _("This file is closed with a password. Save it without one, and choose it again."),
}
PROBLEMS = {
    "number-long": _("The number is longer than 120 characters."),
    "number-twice": _("The same number stands in an earlier row."),
    "title-missing": _("There is no title, and nothing about what happened to take one from."),
    "title-long": _("The title is longer than 120 characters."),
    "day-unclear": _("We cannot read the day on which it was opened. Write it as 2026-11-23."),
    "day-outside": _("The day on which it was opened is still to come, or before 1900."),
    "state-unknown": _("We do not know this state."),
    "state-unreachable": _("A case cannot go from its state to this one."),
    "urgency-unknown": _("We do not know this urgency."),
    "notes-long": _("The notes are longer than 20,000 characters."),
    "narrative-long": _("What happened is longer than 20,000 characters."),
    "when-unclear": _("We cannot read when it happened. Write it as 2024-03-07, or: about March 2024."),
    "tactic-unknown": _("A code of what was done is not in the catalogue."),
    "names-long": _("There are more than 12 names, or one is longer than 200 characters."),
    "contacts-long": _("There are more than 12 ways to reach them, or one is longer than 200 characters."),
    "way-unknown": _("We do not know this way of a family."),
    "family-day-unclear": _("We cannot read a day of the family. Write it as 2026-03-01, 2026-03 or 2026."),
    "family-people-unclear": _(
        "We cannot read who is in the family. Write each as: name, place in it, born."
    ),
    "footing-missing": _("Open “Families” first, and say on what footing you help them."),
    "key-missing": _("Your key does not open the case with this number."),
}
