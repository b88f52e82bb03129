# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A recovery kit, made and read back through the real doors, without drawing its sheets."""

from datetime import date

from safehold.desk.vault import actions as vault
from safehold.desk.vault.kit import Kit


def make_and_read_back(unlocked: vault.Unlocked, on: date) -> Kit:
    """Give a lead's organisation a kit that was tested: now it may stand in the coalition's list."""
    kit = vault.make_kit(unlocked, on)
    vault.record_drill(unlocked, kit.sheets[:2], on)
    return kit
