"""Rules on what the configuration suppresses."""
