# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Looks at hostile files. Whoever reads one brings down a process of its own, and nothing else.

    looked = look(source, Job.preview())
    looked.status, looked.reason, looked.facts, looked.outputs

The bytes go in through a pipe, what was found comes back through another, and nothing is written to a disk. The process
has no network, no key, no other file than the programs it runs, little memory and little time. What it says is taken
for a stranger's word. See docs/decisions/0034-looking-at-hostile-files.md.
"""

from safehold.looking.found import Facts, Looked, Output
from safehold.looking.job import Box, Job, Limits
from safehold.looking.process import find_walls, look

__all__ = ["Box", "Facts", "Job", "Limits", "Looked", "Output", "find_walls", "look"]
