"""What programs read of trainers."""
