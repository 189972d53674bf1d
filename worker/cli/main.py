"""``stancewire``: watches for signals from its first line, then imports the commands."""

from worker.cli.early_signals import end_at_once


def main() -> None:
    """The entry point of the installed command."""
    end_at_once()
    # Takes a second on a slow machine; without the handlers a signal would end in a traceback.
    from worker.cli.application import run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
