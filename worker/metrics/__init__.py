"""What Prometheus scrapes: definitions, counting, the page in the docs."""
