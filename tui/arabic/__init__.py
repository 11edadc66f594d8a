"""Arabic text as data: the one normaliser, word tokens with offsets, clitics."""
