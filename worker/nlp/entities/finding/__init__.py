"""Where names are in the text."""
