"""Calls that were: their list, and the whole story of each."""
