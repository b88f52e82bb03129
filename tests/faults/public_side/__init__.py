# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Faults inside the public process. These tests run with the public settings; the desk's run passes them by."""
