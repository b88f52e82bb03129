# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What runs inside the walls, in a process of its own: everything that reads a hostile file.

Nothing outside imports it (the contract "hostile-files" in pyproject.toml). A task is a function
`work(content, asked, tell)`; each imports the libraries it needs where it needs them, since a look waits for that.
"""
