"""Halos: np.pad with mode "wrap" says what they hold."""
import numpy as np

from cases import compare, operation


def padded_indices(layout, rank):
    """Global indices of the padded part along each axis, before 0 and behind the end where a periodic axis wraps."""
    indices = []
    for labels, (lower, upper) in zip(layout.owned(rank), layout.halo(rank)):
        if lower or upper:
            labels = np.arange(labels[0] - lower, labels[-1] + 1 + upper)
        indices.append(labels)
    return indices


@operation(weight=2)
def exchange_halo(draw):
    source = draw.array(draw.shape(least=1), view=0, halo=0.85)
    values, layout = source.values, source.layout

    def run(world):
        array = world.array(source)
        world.limited(world.lib.array_exchange_halo, array)
        world.check_all(array, source)
        if world.rank in layout.ranks:
            widths = [max(axis.halo) for axis in layout.axes]
            wrapped = np.pad(values, [(w, w) for w in widths], mode="wrap") if values.ndim else values
            indices = [index + width for index, width in zip(padded_indices(layout, world.rank), widths)]
            expected = wrapped[np.ix_(*indices)] if indices else values
            compare(world.local(array, padded=True), expected, f"padded part of rank {world.rank}")

    return run
