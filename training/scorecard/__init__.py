"""Score the shipped model: the int8 graphs and the NumPy heads, as the worker runs them.

Every figure is compared with baselines that answer the same questions in the same run. `python -m
training.scorecard --help` lists the options; torch is not needed.
"""
