# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What comes in as a table, and what goes out: as a sealed bag, as tables, as JSON."""
