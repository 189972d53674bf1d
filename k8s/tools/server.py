"""A Kubernetes API server and its etcd on loopback, as a context manager."""

import ctypes
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from k8s.tools.places import kubectl
from local_kafka.ports import LOOPBACK, reserve

START_SECONDS = 180.0
_PR_SET_PDEATHSIG = 1


class ServerError(Exception):
    """The server did not start, or refused what it should accept; the text quotes it."""


class Server:
    """A running API server, with administrator rights."""

    def __init__(self, address: str, token: str, folder: Path) -> None:
        self._arguments = [
            *(kubectl(), "--server", address, "--token", token, "--insecure-skip-tls-verify"),
            *("--cache-dir", str(folder / "kubectl"), "--request-timeout", "30s"),
        ]

    def ask(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run one kubectl command; ``given`` is its standard input."""
        return subprocess.run(
            [*self._arguments, *words],
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def do(self, *words: str, given: str = "") -> str:
        """The same, but a warning is an error too. Raises ServerError."""
        done = self.ask(*words, given=given)
        if done.returncode or "Warning:" in done.stderr:
            raise ServerError(f"kubectl {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@contextmanager
def _process(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command,
            stdout=stream,
            stderr=stream,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - it only makes one system call
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    held = reserve()
    held.release()
    return held.port


@contextmanager
def running(program: Path) -> Iterator[Server]:
    """Run etcd and this kube-apiserver; both leave nothing behind. Raises ServerError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        client, peer, port = _free_port(), _free_port(), _free_port()
        etcd = [
            *("etcd", "--data-dir", str(folder / "etcd")),
            *("--listen-client-urls", f"http://{LOOPBACK}:{client}"),
            *("--advertise-client-urls", f"http://{LOOPBACK}:{client}"),
            *("--listen-peer-urls", f"http://{LOOPBACK}:{peer}"),
            *("--initial-advertise-peer-urls", f"http://{LOOPBACK}:{peer}"),
            *("--initial-cluster", f"default=http://{LOOPBACK}:{peer}"),
        ]
        token = secrets.token_hex(16)
        (folder / "tokens.csv").write_text(f'{token},administrator,1,"system:masters"\n', "utf-8")
        key = folder / "accounts.key"
        subprocess.run(
            ["openssl", "genrsa", "-out", str(key), "2048"],
            check=True,
            capture_output=True,
        )
        apiserver = [
            *(str(program), "--etcd-servers", f"http://{LOOPBACK}:{client}"),
            *("--bind-address", LOOPBACK, "--secure-port", str(port)),
            *("--cert-dir", str(folder / "certificates")),
            *("--token-auth-file", str(folder / "tokens.csv")),
            *("--authorization-mode", "RBAC", "--endpoint-reconciler-type", "none"),
            *("--service-account-issuer", "https://kubernetes.default.svc"),
            *("--service-account-key-file", str(key)),
            *("--service-account-signing-key-file", str(key)),
            *("--service-cluster-ip-range", "10.96.0.0/16"),
        ]
        with (
            _process(etcd, folder / "etcd.log"),
            _process(apiserver, folder / "apiserver.log") as process,
        ):
            server = Server(f"https://{LOOPBACK}:{port}", token, folder)
            deadline = time.monotonic() + START_SECONDS
            while server.ask("get", "--raw", "/readyz").returncode:
                if process.poll() is not None or time.monotonic() > deadline:
                    log = (folder / "apiserver.log").read_text("utf-8", errors="replace")
                    raise ServerError(f"kube-apiserver did not start:\n{log[-3000:]}")
                time.sleep(1)
            yield server
