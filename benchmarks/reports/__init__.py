"""How long a report takes: one over everything, a typical one, and a long one beside another typesetter."""
