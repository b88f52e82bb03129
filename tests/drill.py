# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""`make drill`: the long versions. Each prints what it saw; the exit status says whether all held."""

import sys

from tests.faults import cutting, killing

KILLS = 200


def main(kills: int = KILLS) -> int:
    cut = cutting.main()
    killed = killing.main(kills)
    print("drill: failed" if cut or killed else "drill: all held")
    return 1 if cut or killed else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
