"""Articles, and lists over all of them: the pane at the left and the pages it opens."""
