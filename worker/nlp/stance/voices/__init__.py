"""Whose stance it can be: each voice proposes votes."""
