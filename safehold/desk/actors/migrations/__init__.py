# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Migrations: named, small, re-runnable; they import nothing from the application."""
