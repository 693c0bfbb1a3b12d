"""State that several panes share, as QObjects that tell when it changes."""
