"""The commands, a module each, loaded when run. Every module has its `command`."""
