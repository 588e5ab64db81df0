"""Seeded columns: every table draws from its own stream, so no table disturbs another."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Draw:
    """Columns of ``size`` random values from the stream ``name`` of one seed."""

    def __init__(self, seed: int, name: str, size: int) -> None:
        self.size = size
        self.random = np.random.default_rng([seed, zlib.crc32(name.encode())])

    def unit(self) -> Floats:
        """Uniform in [0, 1)."""
        return self.random.random(self.size)

    def ints(self, low: int, high: int) -> Ints:
        """Uniform integers in [low, high)."""
        return self.random.integers(low, high, self.size, dtype=np.int64)

    def chance(self, share: float | Floats) -> Bools:
        """True with this probability."""
        return self.unit() < share

    def choice(self, weights: Sequence[float] | npt.NDArray[Any]) -> Ints:
        """Positions drawn by weight."""
        edges = np.cumsum(np.asarray(weights, dtype=float))
        places = np.searchsorted(edges, self.unit() * edges[-1], side="right")
        return np.asarray(places, dtype=np.int64)

    def poisson(self, mean: float | npt.NDArray[Any]) -> Ints:
        return self.random.poisson(mean, self.size).astype(np.int64)

    def exponential(self, mean: float | Floats) -> Floats:
        return self.random.exponential(mean, self.size)


def pick(words: Sequence[Any], positions: Ints) -> pa.Array:
    """The words at these positions, as one Arrow column."""
    return pa.array(words).take(pa.array(positions))


def rank(values: npt.NDArray[Any]) -> Ints:
    """0-based rank of each value; ties keep their order."""
    order = np.argsort(values, kind="stable")
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.arange(len(values))
    return ranks


def store(con: duckdb.DuckDBPyConnection, name: str, **columns: Any) -> None:
    """Creates a DuckDB table of these columns, rows in the order given."""
    arrow = pa.table({key: _arrow(value) for key, value in columns.items()})
    con.register("incoming", arrow)
    con.execute(f"create or replace table {name} as select * from incoming")
    con.unregister("incoming")


def _arrow(value: Any) -> pa.Array | pa.ChunkedArray:
    return value if isinstance(value, pa.Array | pa.ChunkedArray) else pa.array(value)
