"""What every room's API stands on: who asks, which rows, which questions, in which pages."""
