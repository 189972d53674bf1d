"""Each article's trace: passed on, and made into a span where that is asked for."""
