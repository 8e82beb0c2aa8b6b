"""What the office does: use cases over the store and the rules, for the command line and the wire alike."""
