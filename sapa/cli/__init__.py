"""The command line: every command of the hotline, and what plays the telephone network."""
