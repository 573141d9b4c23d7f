"""A host that keeps records."""
