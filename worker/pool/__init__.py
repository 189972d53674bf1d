"""Processes that each hold one pipeline."""
