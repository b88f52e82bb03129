# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The design system: base templates, components, styles, error pages, and the guards of a request."""
