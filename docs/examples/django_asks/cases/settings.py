"""Settings for trying out, not for production."""

from pathlib import Path

SECRET_KEY = "only-for-trying-out"  # noqa: S105
USE_TZ = True
LANGUAGE_CODE = "en"
INSTALLED_APPS = ["cases"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(__file__).parent.parent / "cases.db",
        # The lock: a transaction that will write waits for its turn at its beginning.
        "OPTIONS": {"transaction_mode": "IMMEDIATE"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
