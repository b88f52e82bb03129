# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A time stamping authority on this machine, by `openssl ts`, in a folder of its own."""

import shutil
import subprocess
from pathlib import Path

import pytest

CONFIGURATION = """
[root]
subjectKeyIdentifier=hash
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
[stamps]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[req]
distinguished_name=nobody
prompt=no
[nobody]
CN=nobody
[tsa]
default_tsa=here
[here]
serial=serial
crypto_device=builtin
signer_cert=tsa.pem
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
accuracy=secs:1
ordering=no
tsa_name=yes
ess_cert_id_chain=no
ess_cert_id_alg=sha256
"""
CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
needs_openssl = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="openssl is not installed: make setup-system"
)


class LocalAuthority:
    """Answers requests. `roots`: what has to be trusted, in PEM."""

    def __init__(self, folder: Path, name: str = "Test Authority") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.name = folder, name
        (folder / "tsa.cnf").write_text(CONFIGURATION)
        (folder / "serial").write_text("01\n")
        self._make_root()
        self._make_signer()
        self.roots = (folder / "root.pem").read_bytes()

    def answer(self, request: bytes) -> bytes:
        """Return the raw TimeStampResp, a rejection as well."""
        (self.folder / "query").write_bytes(request)
        self._openssl(
            "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-out", "reply", check=False
        )
        return (self.folder / "reply").read_bytes()

    def agrees(self, response: bytes, manifest: bytes, roots: bytes | None = None) -> bool:
        """What `openssl ts -verify` says of an answer."""
        for name, content in (("in.tsr", response), ("in.json", manifest), ("in.pem", roots or self.roots)):
            (self.folder / name).write_bytes(content)
        files = ("-in", "in.tsr", "-data", "in.json", "-CAfile", "in.pem")
        return self._openssl("ts", "-verify", *files, check=False).returncode == 0

    def _make_root(self) -> None:
        names = ("-keyout", "root.key", "-out", "root.pem", "-subj", f"/CN={self.name} Root")
        kind = ("-x509", "-days", "3650", "-config", "tsa.cnf", "-extensions", "root")
        self._openssl("req", *CURVE, *names, *kind)

    def _make_signer(self) -> None:
        names = ("-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={self.name}", "-config", "tsa.cnf")
        self._openssl("req", "-new", *CURVE, *names)
        by = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "3650")
        self._openssl(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-out",
            "tsa.pem",
            *by,
            "-extfile",
            "tsa.cnf",
            "-extensions",
            "stamps",
        )

    def _openssl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", *arguments], cwd=self.folder, check=check, capture_output=True)
