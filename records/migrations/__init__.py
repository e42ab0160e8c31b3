"""Alembic's folder: one file per step under versions/, run by records.migrate."""
