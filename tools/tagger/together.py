"""Several processes training one network, each on batches of its own: their gradients are averaged at every step."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import torch
from torch import nn

Part = TypeVar("Part")

# Seconds that a process waits for the others before it takes them for dead.
PATIENCE = 600


class Alone:
    """One process that trains a network by itself."""

    place = 0

    def share(self, parts: Sequence[Part]) -> Sequence[Part]:
        """The batches that this process takes: all."""
        return parts

    def agree(self, parameters: Iterable[nn.Parameter]) -> None:
        """Nobody to agree with."""


class Together:
    """One of several processes that train the same network (synchronous data parallelism).

    Attributes:
        place: number of the process among them.
    """

    def __init__(self, place: int, gradients: torch.Tensor, barrier: Any) -> None:
        """Join the others.

        Args:
            place: number of this process.
            gradients: in shared memory, a line for each process.
            barrier: where they meet.
        """
        self.place = place
        self._gradients = gradients
        self._barrier = barrier

    @classmethod
    def group(cls, count: int, size: int) -> list[Together]:
        """All members of a group, made before their processes are forked.

        Args:
            count: of processes.
            size: numbers in the network.
        """
        gradients = torch.zeros(count, size).share_memory_()
        barrier = multiprocessing.get_context("fork").Barrier(count, timeout=PATIENCE)
        return [cls(place, gradients, barrier) for place in range(count)]

    def share(self, parts: Sequence[Part]) -> Sequence[Part]:
        """The batches that this process takes, as many as every other takes."""
        count = len(self._gradients)
        return parts[self.place : len(parts) - len(parts) % count : count]

    def agree(self, parameters: Iterable[nn.Parameter]) -> None:
        """Replace the gradients by their mean over all processes."""
        held = list(parameters)
        mine = self._gradients[self.place]
        start = 0
        for parameter in held:
            end = start + parameter.numel()
            mine[start:end] = 0 if parameter.grad is None else parameter.grad.view(-1)
            start = end
        self._barrier.wait()
        mean = self._gradients.mean(0)
        self._barrier.wait()  # nobody writes on before all have read
        start = 0
        for parameter in held:
            end = start + parameter.numel()
            parameter.grad = mean[start:end].view_as(parameter)
            start = end
