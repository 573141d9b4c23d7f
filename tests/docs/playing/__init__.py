"""Pages are played: their blocks run from top to bottom, in a folder of their own.

What stands in a comment right above a block says what it is for:

``<!-- file: NAME -->``      it is written to that file
``<!-- output -->``          the block before it printed this, and nothing else
``<!-- output begins -->``   the block before it printed this first
``<!-- fails: NAME -->``     it raises an AssertionError, whose text is what it printed
``<!-- not run: WHY -->``    it is left out

On a page that is not played as a whole, ``<!-- runs -->`` says that a block runs by itself.

Python shares one namespace; bash runs as a shell does, where `python3 -m venv` and `pip` give what
is installed here already, after looking whether it is.
"""
