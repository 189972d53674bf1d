"""Teaches a tower to read a sentence once: targets with their polarity, and who holds each."""
