"""Score the shipped model: the int8 graphs and the numpy heads, as the worker runs them.

Every figure stands beside simpler things that answer the same questions in the same run.
`python -m training.scorecard --help` has the options; no torch is needed.
"""
