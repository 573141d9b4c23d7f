"""Every gap and finding that a test here meets says what is listed."""

from tests.support.shapes import shapes

__all__ = ["shapes"]
