"""The REST interface under /2010-04-01/Accounts."""
