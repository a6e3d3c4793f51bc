"""Rules for service definitions."""
