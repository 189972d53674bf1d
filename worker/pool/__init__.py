"""Processes that each hold a loaded pipeline."""
