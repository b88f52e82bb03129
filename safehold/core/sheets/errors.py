# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with sheets as somebody typed them. No error carries a word of a sheet."""


def gettext_noop(text: str) -> str:
    """Mark a text for translators. Here it stays English."""
    return text


WORDS = {
    "count": gettext_noop("A sheet has 33 words. Here are %(number)d."),
    "unknown": gettext_noop(
        "Word %(number)d is none of the words that stand on a sheet. Look at its spelling."
    ),
    "place": gettext_noop("Word %(number)d does not fit the others. Compare it with the paper."),
    "checksum": gettext_noop(
        "The words do not fit together. Perhaps two have changed places, or more than one is wrong."
    ),
    "foreign": gettext_noop("This is no sheet of a Safehold recovery kit."),
    "same": gettext_noop("Both are the same sheet. Take another one of the three."),
    "mixed": gettext_noop(
        "These sheets are of two different kits. The name of the kit stands at the top of each."
    ),
    "other-kit": gettext_noop(
        "These sheets belong together, but to another kit: one that was replaced, or another organisation's."
    ),
}
"""What to say, by kind."""


class SheetsWrong(ValueError):
    """What was typed is not two sheets of one kit.

    kind: one of WORDS. number: of the word that is wrong, or how many there were.
    """

    def __init__(self, kind: str, number: int = 0) -> None:
        super().__init__(WORDS[kind] % {"number": number})
        self.kind, self.number = kind, number
