"""Each slice of a trajectory as one viewer may know it: a module per chapter."""
