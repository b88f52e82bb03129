# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""One hash chain per organisation: who read and wrote what, without content."""
