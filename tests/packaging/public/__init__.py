"""What others may build on, name by name, and the list of it that is kept."""
