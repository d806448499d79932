"""What is read of delegations."""
