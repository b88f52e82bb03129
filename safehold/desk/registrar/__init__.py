# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office of the register: what is filed is reviewed and published, on a log that nobody can rewrite."""
