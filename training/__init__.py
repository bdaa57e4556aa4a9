"""How what factcheck has learned was learned: scripts and labelled sentences; nothing here is installed."""
