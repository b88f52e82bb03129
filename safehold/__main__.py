# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m safehold` is the `safehold` command."""

from safehold.cli import main

if __name__ == "__main__":
    main()
