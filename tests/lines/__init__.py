"""Change single lines of the library, one at a time: some test must notice each change."""
