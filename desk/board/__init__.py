"""The supervisors' live board, and what they do from it."""
