# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a theft, a loss or a mistake leads to, played through. Small versions of what `make drill` does."""
