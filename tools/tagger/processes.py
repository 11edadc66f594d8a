"""Work done side by side in processes of their own."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Answer = TypeVar("Answer")
Item = TypeVar("Item")

AT_ONCE = os.cpu_count() or 1


class WorkFailed(Exception):
    """A process ended without an answer; what went wrong is on its standard error."""


def side_by_side(tasks: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """The answers of some tasks, in order, as many worked on at once as there are processors.

    Processes are forked, so that tasks see all that is loaded here. Torch cannot train in a fork of a process that has
    trained, so every training goes through here.

    Raises:
        WorkFailed: one of the tasks did.
    """
    forking = multiprocessing.get_context("fork")
    answers: list[Answer] = []
    for start in range(0, len(tasks), AT_ONCE):
        begun = []
        for task in tasks[start : start + AT_ONCE]:
            here, there = forking.Pipe(duplex=False)
            process = forking.Process(target=_answer, args=(task, there))
            process.start()
            there.close()
            begun.append((process, here))
        for process, here in begun:
            try:
                answers.append(pickle.loads(here.recv_bytes()))
            except EOFError as error:
                raise WorkFailed(f"process {process.pid} gave no answer") from error
            process.join()
    return answers


def in_parts(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Some items in as many parts of like size as there are processors, in order.

    Args:
        items: what is to be worked on.
    """
    size = -(-len(items) // AT_ONCE) or 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def _answer(task: Callable[[], Any], there: Any) -> None:
    # Plain pickling: torch's own would pass tensors by file descriptors.
    there.send_bytes(pickle.dumps(task()))
