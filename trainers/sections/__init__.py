"""What pages tell of those who can teach."""
