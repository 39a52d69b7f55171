"""Pages where what trainers do is entered and seen."""
