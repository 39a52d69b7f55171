"""How fast the portal is with a million and with ten million participations: `make bench`."""
