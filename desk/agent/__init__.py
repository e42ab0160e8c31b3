"""The agent's desk: the page where calls are taken."""
