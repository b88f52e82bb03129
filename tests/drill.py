# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make drill`: the long versions. Each prints what it saw; the exit status says whether all held."""

import sys

from tests.faults import killing

KILLS = 200


def main() -> int:
    return killing.main(KILLS)


if __name__ == "__main__":
    sys.exit(main())
