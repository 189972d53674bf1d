"""An image's root mounted read-only, and commands that run in it as in a cluster."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

USER = "10001"
# As in the manifests: each process of the pool unpacks its language model there once.
TMP = "512m"


@dataclass(frozen=True)
class Image:
    """A read-only root, and what the image says about how to start it."""

    root: Path
    config: Mapping[str, Any]

    @property
    def start(self) -> list[str]:
        """The command that a container runs."""
        return [*self.config["Entrypoint"], *self.config["Cmd"]]

    def command(self, *words: str) -> list[str]:
        """A command in the image: own process ids, user 10001, no way to any capability."""
        return [
            *("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"),
            *("--root", str(self.root), "--wd", self.config["WorkingDir"]),
            *("/usr/bin/setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"),
            *("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all", "--"),
            *words,
        ]

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """The image's variables and these, without this machine's."""
        return {**dict(entry.split("=", 1) for entry in self.config["Env"]), **more}

    def ask(
        self, *words: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command in the image and wait."""
        return subprocess.run(
            self.command(*words),
            env=self.environment(env or {}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def mounted(root: Path, config: Mapping[str, Any], folder: Path) -> Image:
    """Remount the image's root read-only, with /dev and an empty /tmp in memory."""

    def mount(*arguments: str) -> None:
        subprocess.run(["mount", *arguments], check=True)

    mount("--bind", str(root), str(folder))
    mount("-o", "remount,bind,ro", str(folder))
    mount("-t", "tmpfs", "-o", f"mode=1777,size={TMP}", "tmpfs", str(folder / "tmp"))
    mount("--rbind", "/dev", str(folder / "dev"))
    return Image(folder, config)
