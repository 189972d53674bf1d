"""The contract's version: its major version is part of every topic's name.

A minor version only adds; what it may add is said in docs/contract.
"""

CONTRACT_VERSION = "1.0"
