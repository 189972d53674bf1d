"""Dashboard and alerts as code: what an operator sees of the worker's metrics.

``python -m observability`` writes ``deploy/observability/``. Nothing here runs in the worker, and
nothing of the worker is imported: the two share only the names of the metrics.
"""
