"""What the tests share: a small cast, a clock of days, and stories told as far as needed."""
