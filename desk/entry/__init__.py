"""Signing in and out, and what everybody sets for themselves."""
