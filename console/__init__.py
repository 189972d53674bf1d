"""The console: a read-only page that shows articles as they are enriched, and how the worker does.

It knows the contract (``topics``) and nothing of the worker: whatever writes the enriched topic can
be looked at with it.
"""
