"""TwiML: checking documents and performing them on a leg."""
