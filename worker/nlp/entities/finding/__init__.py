"""Where the names are in a text, and which words belong to them."""
