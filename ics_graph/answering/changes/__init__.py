"""What an answer about two days is made of: the balance of bodies, events between, and what moved."""
