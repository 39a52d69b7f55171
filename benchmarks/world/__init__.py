"""A made-up world of fourteen years: the same rows each time it is made."""
