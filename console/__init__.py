"""The console: a read-only page with the articles as they are enriched and the worker's state.

It knows the contract (``topics``) and nothing of the worker: whatever writes the enriched topic can
be looked at with it.
"""
