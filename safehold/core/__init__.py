# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later

"""What is true without a web or a database: pure rules and formats."""
