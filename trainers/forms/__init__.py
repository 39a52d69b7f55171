"""What is said of those who can teach, checked before anything is saved."""
