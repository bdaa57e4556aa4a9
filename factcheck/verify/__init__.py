"""What a source says of a claim. Nothing judges it yet: each cited claim has the reason why not."""
