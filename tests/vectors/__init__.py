"""The situations behind the vectors that are shipped, and what each must come to, written by hand.

    python -m tests.vectors --write     # writes the data and the schema in safetyframe.testing
    python -m tests.vectors --check     # says which files would change, and fails if any would

The full answer of a vector is the law's; what a situation says of it by hand, with rules, clauses
and codes, is not. So writing anew can't bless a law that went wrong.
"""
