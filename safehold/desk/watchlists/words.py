# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages and the command call things: reasons, fields, oddities."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WHATS = {"added": _("Added"), "changed": _("Changed"), "removed": _("Removed")}

FIELDS = {
    "kind": _("What it is"),
    "names": _("Names"),
    "born": _("Born"),
    "countries": _("Countries"),
    "listed_on": _("Listed on"),
    "source": _("Where in the list"),
    "remarks": _("Remarks"),
}

KINDS = {
    "person": _("Person"),
    "organisation": _("Organisation"),
    "vessel": _("Ship or aircraft"),
    "account": _("Account"),
    "unknown": _("Not said"),
}

NOTES = {
    "": _("Name"),
    "alias": _("Another name"),
    "weak": _("Weak name"),
    "former": _("Former name"),
}

LANGUAGES = {"en": _("in the English text"), "fr": _("in the French text")}

ODDITIES = {
    "homoglyph": _("Letters of two alphabets in one word"),
    "invisible": _("Characters that nobody sees"),
    "bracket": _("A bracket too many or too few"),
    "languages": _("English and French differ"),
}

LEFT_OUT = {
    "repealed": _("Repealed"),
    "goods": _("Goods, not parties"),
    "unnamed": _("Without a name"),
    "withheld": _("Name withheld"),
}

UNREADABLE = _("We cannot read this file as the format you chose. Nothing was imported.")
REFUSALS = {
    "name": _("Give the list a name of at most 200 characters, on one line."),
    "origin": _("Say where the list comes from, in at most 500 characters, on one line."),
    "licence": _("Say under which licence you use it, in at most 500 characters, on one line."),
    "older": _("The list you have is newer than this file. Nothing was imported."),
    "empty": _(
        "Nobody stands in this file. Nothing was imported, so that an empty file cannot empty a list."
    ),
    "mapping": _(
        "The columns you named are not in the table, or none was named for the name. Nothing was imported."
    ),
    "twice": _("One key stands twice in this file. Nothing was imported."),
    "encoding": _("The letters of this file are not UTF-8. Nothing was imported."),
    "overtaken": _("Somebody else imports this list at this moment. Theirs goes on; look at it in a minute."),
    "too-large": _("This file is over 5 MB. Ask whoever runs the desk to import it."),
}
