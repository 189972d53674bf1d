"""The worker's log: what is written, how, and which article it is about."""
