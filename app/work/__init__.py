"""The worker process, its messages, and the bridge to Qt. `child` and `messages` import no Qt; the rest does."""
