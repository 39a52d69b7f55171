"""How people sign in: allauth does it, these modules say what the portal wants of it."""
