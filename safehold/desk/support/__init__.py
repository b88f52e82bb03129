# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is done for a person: risk, safety plan, needs and services, the safety of their devices."""
