"""The pages of the reference that are made out of the code: ``python -m tests.docs.reference``.

``--write`` writes them into docs/reference; without it the command says which are stale. A page is
made of the same tables that the law decides by, so that nothing can be left out by hand.
"""
