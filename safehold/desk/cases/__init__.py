# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases: a person or group being supported, their reports, messages, notes and files."""
