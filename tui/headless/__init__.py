"""Commands without a screen: one module each, with its arguments and what it does.

A module of a command has `add_arguments(parser)`, and `run(options, context)`, which returns the exit status.
"""
