"""What type of thing a name stands for."""
