"""The rule pages: one module per rule, one folder per family."""
