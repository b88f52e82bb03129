# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a scheme, or with what is asked of it. No message carries an answer."""


class InfluenceError(ValueError):
    """Base of the refusals of this package."""


class SchemeUnsound(InfluenceError):
    """The scheme does not hold together: a code twice, a level without a name, questions out of order."""


class DaysOutOfOrder(InfluenceError):
    """An end before its beginning."""


class NoticeIncomplete(InfluenceError):
    """A notice without something that it must set out. `missing` has the paragraphs of s. 19(2)."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"The notice lacks s. 19(2){', '.join(missing)}.")
        self.missing = missing
