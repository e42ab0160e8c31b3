"""Incidents: many customers with the same trouble, and what supervisors do about it."""
