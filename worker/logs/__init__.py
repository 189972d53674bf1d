"""How the worker logs."""
