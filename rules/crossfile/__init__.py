"""Pages of rules on files that belong together."""
