"""Dashboard and alerts as code: how an operator sees the worker's metrics.

``python -m observability`` writes ``deploy/observability/``. Nothing here runs in the worker or
imports it: the two share only the names of the metrics.
"""
