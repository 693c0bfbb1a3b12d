"""The library on the disk: one SQLite database, its migrations, backups and queries."""
