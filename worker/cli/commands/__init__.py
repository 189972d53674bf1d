"""The subcommands of ``stancewire``, one file each."""
