"""Cards beside the lines they speak of."""
