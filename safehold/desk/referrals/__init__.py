# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clearing house: where it goes and why, one packet for each receiver, every answer and every silence counted."""
