"""Readers, one per data set; each yields examples of one shape."""
