"""What Prometheus scrapes: the metrics, how they are counted, their page in the docs."""
