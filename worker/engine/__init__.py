"""The stream processor: everything that knows Faust."""
