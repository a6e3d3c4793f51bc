"""Rules on the ignore comments in Dockerfiles."""
