"""Fits the scorer of pronouns and descriptions on marked articles."""
