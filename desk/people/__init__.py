"""Who works here, and what was done to data, calls and people."""
