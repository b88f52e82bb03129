# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two sites' databases stay apart. This folder runs on SQLite and on PostgreSQL."""
