"""Random distributions together with a brute-force account of who owns what, written from the definitions."""
import numpy as np

ROW, COLUMN = 1, 2


class Axis:
    """One axis: its rule, and the labels of every coordinate in the order of local positions."""

    def __init__(self, kind, argument=None, owned=None):
        self.kind, self.argument, self.owned = kind, argument, owned
        self.halo = self.boundary = (0, 0)
        self.periodic = False

    def text(self):
        """As in a distribution's text; unstructured axes have none."""
        words = [{"ceil": "block(ceil)"}.get(self.kind, self.kind)]
        if self.kind == "bounds":
            words = [f"bounds({':'.join(map(str, self.argument))})"]
        if self.kind == "cyclic":
            words = [f"cyclic({self.argument})"]
        words += [f"halo({self.halo[0]}:{self.halo[1]})"] * (self.halo != (0, 0))
        words += [f"boundary({self.boundary[0]}:{self.boundary[1]})"] * (self.boundary != (0, 0))
        return " ".join(words + ["periodic"] * self.periodic)

    def own(self, n, parts):
        """Fills `owned` for rules that have closed forms."""
        if self.kind == "unstructured":
            return
        index = np.arange(n)
        if self.kind in ("whole", "bounds"):
            bounds = self.argument if self.kind == "bounds" else [0, n]
            owner = np.searchsorted(bounds, index, side="right") - 1
        elif self.kind == "ceil":
            owner = index // max(1, -(-n // parts))
        elif self.kind == "cyclic":
            owner = index // self.argument % parts
        else:
            owner = np.repeat(np.arange(parts), [n // parts + (c < n % parts) for c in range(parts)])
        self.owned = [index[owner == c] for c in range(parts)]


def cuts(rng, n, parts):
    """Cuts 0 … n into ascending bounds, some pieces empty."""
    return [0] + sorted(int(b) for b in rng.integers(0, n + 1, parts - 1)) + [n]


def random_axis(rng, n, parts, is_open, halo, unstructured):
    kinds = ["block", "ceil", "cyclic", "cyclic"] + ["bounds", "bounds"] * (not is_open)
    kinds += ["unstructured"] * (unstructured and not is_open) + ["whole"] * (parts == 1 and not is_open)
    kind = str(rng.choice(kinds))
    axis = Axis(kind)
    if kind == "cyclic":
        axis.argument = int(rng.choice([1, rng.integers(1, n // 2 + 3)]))
    elif kind == "bounds":
        axis.argument = cuts(rng, n, parts)
    elif kind == "unstructured":
        bounds, labels = cuts(rng, n, parts), rng.permutation(n)
        axis.owned = [labels[a:b] for a, b in zip(bounds, bounds[1:])]
        axis.argument = int(rng.integers(2))
    if kind not in ("cyclic", "unstructured") and rng.random() < halo:
        axis.halo = tuple(int(w) for w in rng.integers(0, min(n, 3) + 1, 2))
        if rng.random() < 0.4:
            axis.periodic = True
        elif rng.random() < 0.3:
            lower = int(rng.integers(0, n + 1))
            axis.boundary = (lower, int(rng.integers(0, n - lower + 1)))
    return axis


class Layout:
    """What a distribution shall be; `create` makes it, on all ranks alike."""

    def __init__(self, rng, size, shape, halo=0.25, unstructured=True, may_be_open=True):
        self.shape, self.size = tuple(shape), size
        self.order = int(rng.choice([ROW, COLUMN]))
        self.ranks, self.replicas, self.extents = list(range(size)), 1, [1] * len(shape)
        self.open = may_be_open and bool(shape) and rng.random() < 0.15
        self.as_text = rng.random() < 0.5
        if not self.open:
            self._choose_grid(rng)
        self.axes = [
            random_axis(rng, n, parts, self.open, halo, unstructured) for n, parts in zip(shape, self.extents)
        ]
        if not self.open:
            self._own()

    def _choose_grid(self, rng):
        if rng.random() < 0.6:
            self.ranks = [int(r) for r in rng.permutation(self.size)[: rng.integers(1, self.size + 1)]]
        left = len(self.ranks)

        def factor():
            nonlocal left
            found = int(rng.choice([f for f in range(1, left + 1) if left % f == 0]))
            left //= found
            return found

        if not self.shape:
            self.replicas = left
        else:
            if rng.random() < 0.4:
                self.replicas = factor()
            for d in rng.permutation(len(self.shape))[1:]:
                self.extents[d] = factor()
            self.extents[int(np.argmin(self.extents))] *= left

    def _own(self):
        for axis, n, parts in zip(self.axes, self.shape, self.extents):
            axis.own(n, parts)

    def text(self):
        groups = [axis.text() for axis in self.axes]
        options = []
        if not self.open:
            options += ["@ " + "x".join(map(str, self.extents))] if self.shape else []
            options += [f"replicas({self.replicas})"]
        if self.ranks != list(range(self.size)):
            options += [f"ranks({':'.join(map(str, self.ranks))})"]
        return ", ".join(groups) + " " + " ".join(options + ["order(column)"] * (self.order == COLUMN))

    def __repr__(self):
        labels = [f" labels {[list(o) for o in axis.owned]}" for axis in self.axes if axis.kind == "unstructured"]
        return f"{list(self.shape)} {self.text()}" + "".join(labels)

    def create(self, lib, context, rank):
        if self.as_text and all(axis.kind != "unstructured" for axis in self.axes):
            distribution = lib.distribution_create_text(context, len(self.shape), list(self.shape), self.text())
        else:
            distribution = lib.distribution_create(context, self._specification(lib, rank))
        if self.open:
            extents = np.zeros(len(self.shape), dtype=np.int32)
            lib.distribution_get_grid(distribution, extents)
            self.extents = extents.tolist()
            self._own()
        return distribution

    def _specification(self, lib, rank):
        specification = lib.specification_create(len(self.shape), list(self.shape))
        for d, axis in enumerate(self.axes):
            if axis.kind in ("block", "ceil"):
                lib.specification_set_block(specification, d, lib.BLOCK_CEIL if axis.kind == "ceil" else lib.BLOCK_EVEN)
            elif axis.kind == "bounds":
                lib.specification_set_bounds(specification, d, len(axis.argument), axis.argument)
            elif axis.kind == "cyclic":
                lib.specification_set_cyclic(specification, d, axis.argument)
            elif axis.kind == "whole":
                lib.specification_set_whole(specification, d)
            else:
                coordinates = self.coordinates(rank)
                labels = np.zeros(0, np.int64) if coordinates is None else axis.owned[coordinates[d]].astype(np.int64)
                lib.specification_set_unstructured(specification, d, len(labels), labels, axis.argument)
            if axis.halo != (0, 0):
                lib.specification_set_halo(specification, d, *axis.halo)
            if axis.boundary != (0, 0):
                lib.specification_set_boundary(specification, d, *axis.boundary)
            if axis.periodic:
                lib.specification_set_periodic(specification, d, 1)
        if not self.open:
            if self.shape:
                lib.specification_set_grid(specification, len(self.shape), self.extents)
            lib.specification_set_replicas(specification, self.replicas)
        if self.ranks != list(range(self.size)):
            lib.specification_set_ranks(specification, len(self.ranks), self.ranks)
        lib.specification_set_order(specification, self.order)
        return specification

    def coordinates(self, rank):
        """Of a rank in the grid, last axis fastest, replicas slowest; None outside."""
        if rank not in self.ranks:
            return None
        within = self.ranks.index(rank) % int(np.prod(self.extents, dtype=int))
        return tuple(int(c) for c in np.unravel_index(within, self.extents)) if self.extents else ()

    def owned(self, rank):
        """Global indices of the rank along each axis; empty outside the grid."""
        coordinates = self.coordinates(rank)
        if coordinates is None:
            return [np.zeros(0, int)] * len(self.shape)
        return [axis.owned[c] for axis, c in zip(self.axes, coordinates)]

    def part(self, rank, values):
        """The rank's part of a global NumPy array; None where it has none."""
        if rank not in self.ranks:
            return None
        return values[np.ix_(*self.owned(rank))] if self.shape else values.copy()

    def halo(self, rank):
        """Widths that the rank has per axis: clipped at the outer edges; none where any axis owns nothing."""
        owned = self.owned(rank)
        if any(len(labels) == 0 for labels in owned):
            return [(0, 0)] * len(self.shape)
        widths = []
        for axis, labels, n in zip(self.axes, owned, self.shape):
            lower, upper = axis.halo
            if not axis.periodic:
                lower, upper = min(lower, int(labels[0])), min(upper, n - 1 - int(labels[-1]))
            widths.append((lower, upper))
        return widths
