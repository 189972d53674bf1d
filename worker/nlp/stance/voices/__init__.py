"""The voices: each finds the stances of one kind of holder."""
