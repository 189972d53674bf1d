"""Training of the verifier, which looks again at each stance that the reader found."""
