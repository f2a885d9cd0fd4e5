"""The `inkread` command: one file a command, each loaded only when it is asked for."""
