"""How newsread meets the terminal: the only room that writes escape sequences."""
