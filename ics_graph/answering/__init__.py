"""What all answers share: what is asked of, how lines are followed, rows, answers and their sentences."""
