"""``python -m observability``: generate the dashboard and the alerts."""

import argparse
from pathlib import Path

from observability.bounds import Bounds
from observability.dashboard import dashboard
from observability.rule_file import rule_file
from observability.runbook import DEFAULT_RUNBOOK

HOME = Path(__file__).parents[1] / "deploy" / "observability"
DASHBOARD = Path("dashboards") / "stancewire.json"
RULES = Path("alerts.yaml")


def write(folder: Path, bounds: Bounds, runbook: str) -> None:
    """Write both files into the folder."""
    (folder / DASHBOARD.parent).mkdir(parents=True, exist_ok=True)
    (folder / DASHBOARD).write_text(dashboard(bounds, runbook), "utf-8")
    (folder / RULES).write_text(rule_file(bounds, runbook), "utf-8")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(prog="python -m observability", description=__doc__)
    parser.add_argument("--to", type=Path, default=HOME, help="folder; default: %(default)s")
    parser.add_argument(
        "--runbook-url", default=DEFAULT_RUNBOOK, help="address at which docs/runbook.md is served"
    )
    parser.add_argument(
        "--job", default=Bounds.job, help="regular expression for the workers' scrape jobs"
    )
    parser.add_argument(
        "--selector", default="", help="matcher added to every alert, such as 'namespace=\"news\"'"
    )
    asked = parser.parse_args()
    write(asked.to, Bounds(job=asked.job, selector=asked.selector), asked.runbook_url)


if __name__ == "__main__":
    main()
