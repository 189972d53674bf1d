"""Write the generated files of k8s/: ``python -m k8s.tools.generate``, or ``make k8s``."""

from collections.abc import Iterator
from pathlib import Path

from k8s.tools.consoles import SHOWN, render_console_settings, render_console_user
from k8s.tools.places import CONSOLE, K8S, OVERLAYS, ROOT, overlay_env
from k8s.tools.rules import render_rules
from k8s.tools.topics import render_topics
from k8s.tools.users import group_of, render_user


def generated() -> Iterator[tuple[Path, str]]:
    """Each generated file and its content."""
    for overlay in OVERLAYS:
        folder = K8S / "overlays" / overlay
        if "topics.yaml" in (folder / "kustomization.yaml").read_text("utf-8"):
            yield folder / "topics.yaml", render_topics(overlay_env(overlay))
            yield folder / "user.yaml", render_user(overlay_env(overlay))
    env = overlay_env(SHOWN)
    yield CONSOLE / "settings.env", render_console_settings(env)
    yield CONSOLE / "user.yaml", render_console_user(env, group_of(env))
    yield K8S / "components/monitoring/prometheus-rule.yaml", render_rules()


def main() -> None:
    """Write every file that differs."""
    for path, text in generated():
        old = path.read_text("utf-8") if path.is_file() else None
        if text != old:
            path.write_text(text, "utf-8")
            print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
