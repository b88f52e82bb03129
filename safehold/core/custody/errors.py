# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be wrong with a chain of custody. Messages name the row and never what stands in it."""

CHANGED = "changed"
REMOVED = "removed"
OUT_OF_ORDER = "out of order"
FORKED = "forked"
FOREIGN = "foreign"


class CustodyError(Exception):
    """Something about the custody of an item does not hold."""


class ChainBroken(CustodyError):
    """From this row on, the rows of an item are not those that were written. `position` counts from 1.

    reason: "changed" (the row is not as it was written), "removed" (it is missing), "out of order" (another row of
    the item stands in its place), "forked" (it does not follow from the row before it, or is not the one that a day's
    head names), "foreign" (it belongs to another item).
    """

    def __init__(self, item_id: str, position: int, reason: str) -> None:
        super().__init__(f"Custody of {item_id} does not hold at row {position}: {reason}.")
        self.item_id, self.position, self.reason = item_id, position, reason


class DetailForged(CustodyError):
    """What is said to have happened is not what the row was written for."""

    def __init__(self, item_id: str, position: int) -> None:
        super().__init__(f"The detail of row {position} of {item_id} is not the one it was written with.")
        self.item_id, self.position = item_id, position


class HeadBroken(CustodyError):
    """From this head on, the heads of days are not those that were written. The same reasons as ChainBroken."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"The heads of days do not hold at head {position}: {reason}.")
        self.position, self.reason = position, reason
