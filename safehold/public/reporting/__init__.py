# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person reports, keeps a receipt, and returns to the dialogue."""
