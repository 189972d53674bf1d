"""Issues: policies, proposals, practices and ideas that have no name of their own."""
