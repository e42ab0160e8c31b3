"""What customers are owed: promises, follow-ups, and words that did not arrive."""
