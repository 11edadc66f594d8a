"""`newsread config`: where the settings are, and a file to begin with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from tui.config import library_path, log_path, template, write_template
from tui.headless.context import Context, dump, say, tell


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument(
        "--init", action="store_true", help="write a configuration file that explains every setting"
    )
    either.add_argument("--template", action="store_true", help="print that file instead of writing it")


def run(options: Namespace, context: Context) -> int:
    """Print where things are and how they are set."""
    if options.template:
        say(template().rstrip())
        return 0
    if options.init:
        written = write_template(context.config_path)
        tell(f"{context.config_path} {'written' if written else 'is there already'}")
        return 0
    tell(f"# configuration: {context.config_path}{'' if context.config_path.is_file() else ' (none yet)'}")
    tell(f"# library: {context.library or library_path()}")
    tell(f"# log: {log_path()}")
    for name, value in context.settings._asdict().items():
        if name != "keys":
            say(f"{name} = {dump(value)}")
    if context.settings.keys:
        say("[keys]")
        for command, keys in context.settings.keys.items():
            tell(f"{command} = {dump(keys)}")
    return 0
