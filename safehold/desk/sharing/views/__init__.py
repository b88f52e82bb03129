# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of sharing: `offering` on a case, `receiving` at the other organisation, `threads` for both."""
