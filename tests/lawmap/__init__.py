"""What is watched of the law rather than read from its tables, for the map."""
