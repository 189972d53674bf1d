"""The topics on a cluster: create, describe, check and measure them. Needs kafka-python."""
