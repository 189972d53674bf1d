"""The lists of names that are known, and when an article means one of them."""
