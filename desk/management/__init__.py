"""What management looks at: the cases that went on too long, and why callers were misled."""
