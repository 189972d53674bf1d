"""One reader per data set; each yields examples of one type."""
