# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence: originals that stay as they came, what was made of them, and who had them. See decision 0033."""
