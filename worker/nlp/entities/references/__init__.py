"""Pronouns and descriptions: which entity of the article each stands for, if any."""
