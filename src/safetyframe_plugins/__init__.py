"""First-party adapters for safetyframe, each in a module of its own.

An adapter uses the public names of ``safetyframe`` only and imports no sibling. None is imported
before a frame is opened: ``safetyframe`` finds them through the entry points of the group
``safetyframe``.
"""
