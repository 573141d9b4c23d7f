"""Commands of manage.py. Each shows a person what that person may see, or finishes what was begun."""
