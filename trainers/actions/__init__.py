"""What is done with trainers' records."""
