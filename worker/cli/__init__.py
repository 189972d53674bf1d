"""The command line: ``commands`` has a file per subcommand, the rest is what they share."""
