"""Ways to meet people: each carries what is heard to the service, and draws the screens that come back."""
