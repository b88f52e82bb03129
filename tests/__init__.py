# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests of the whole house: architecture, permissions, journeys; each domain keeps its own beside its code."""
