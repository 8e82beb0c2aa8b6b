"""What the server does with a batch: judge, stamp, merge, answer. Pure but for the store that is passed in."""
