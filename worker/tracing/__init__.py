"""Each article's trace."""
