# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the package's own YAML files into types. A file that does not fit its type is refused."""

from pathlib import Path
from typing import TypeVar

import msgspec

_T = TypeVar("_T")


def read_catalog_file(name: str, kind: type[_T]) -> _T:
    """Read the file `name` of this package as `kind`; raises msgspec.ValidationError if it does not fit."""
    return msgspec.yaml.decode(Path(__file__).with_name(name).read_bytes(), type=kind)
