"""The contract's version: its major stands in the names of the topics.

A minor version only adds; what it may add is said in docs/contract.
"""

CONTRACT_VERSION = "1.0"
