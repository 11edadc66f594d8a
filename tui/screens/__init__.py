"""The screens: they wire widgets, library and commands together, and compute nothing themselves."""
