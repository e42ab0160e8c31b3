"""The network itself: legs, queues, conferences, recordings, numbers, messages."""
