"""The local store of sources: records with their passages, found by key or identifier."""
