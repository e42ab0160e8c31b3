"""What is so now: the picture of the house, and the streams that keep pages up to date with it."""
