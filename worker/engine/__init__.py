"""Everything that depends on Faust, the stream processor."""
