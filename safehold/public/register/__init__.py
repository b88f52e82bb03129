# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The foreign influence transparency register: what is published, who registers, and whether one must."""
