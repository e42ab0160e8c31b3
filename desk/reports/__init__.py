"""How it went: reports by day, skill and agent, and the courtesy of talks."""
