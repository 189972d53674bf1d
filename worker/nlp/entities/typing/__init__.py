"""What kind of thing a name is."""
