"""All texts of a window get their places together: first come first served, then put right.

In the order of rights each wish takes its cheapest place. One that finds none, or only a poor one,
may push others away if they find room elsewhere and the whole is better for it; this is repeated
until nothing gets better. Equal wishes get equal places. See DECISIONS 40.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.sheet.labels import CLEAR_MM, Array, Flags, Wish, crosses, meets, passes, whole
from geo.sheet.model import PlacedLabel

_LEFT_OUT = -1
_ROUNDS = 4
_TRIED, _PUSHED = 14, 2  # places tried by force, texts pushed away by one
_CONTENT = 1.0  # a place that costs so much more than the best is worth a push
_BETTER = 1e-6


def settle(wishes: Sequence[Wish], clear: float = CLEAR_MM) -> tuple[list[PlacedLabel], list[Wish]]:
    """The texts with their places, in the order of their wishes, and the wishes left out.

    ``clear`` is what texts keep free between them (mm).
    """
    table = _Table(wishes, clear)
    for _ in range(_ROUNDS):
        before = table.cost()
        for i in range(len(wishes)):
            if table.chosen[i]:  # the first place is the cheapest
                table.seat(i)
        if before - table.cost() < _BETTER:
            break
    chosen = table.chosen
    placed = [w.placed(k) for w, k in zip(wishes, chosen, strict=True) if k != _LEFT_OUT]
    return placed, [w for w, k in zip(wishes, chosen, strict=True) if k == _LEFT_OUT]


class _Table:
    """Who sits where; a wish that sits nowhere has no numbers for its box and line."""

    def __init__(self, wishes: Sequence[Wish], clear: float) -> None:
        self.wishes = wishes
        self._clear = clear
        self.chosen = [_LEFT_OUT] * len(wishes)
        self._boxes = np.full((len(wishes), 4), np.nan)
        self._leads = np.full((len(wishes), 4), np.nan)
        self._extent = np.full((len(wishes), 4), np.nan)  # of box and line together
        self._extents = [_extents(wish) for wish in wishes]
        self._reach = np.array([whole(extents) for extents in self._extents]).reshape(-1, 4)
        self._around = _neighbours(np.add(self._reach, (-clear, -clear, clear, clear)))
        # of each wish which of its places clash with another that sits in a place of its own
        self._met: list[dict[tuple[int, int], Flags]] = [{} for _ in wishes]

    def cost(self) -> float:
        """What all places cost, and all that are left out."""
        return sum(self.price(i, k) for i, k in enumerate(self.chosen))

    def price(self, i: int, place: int) -> float:
        """What a place costs one wish."""
        wish = self.wishes[i]
        return wish.loss if place == _LEFT_OUT else float(wish.costs[place])

    def put(self, i: int, place: int) -> None:
        """A wish takes a place, or leaves the table."""
        self.chosen[i] = place
        wish = self.wishes[i]
        out = place == _LEFT_OUT
        self._boxes[i] = np.nan if out else wish.boxes[place]
        self._leads[i] = np.nan if out else wish.leads[place]
        self._extent[i] = np.nan if out else self._extents[i][place]

    def seat(self, i: int) -> None:
        """The best place of a wish, others pushed away if all are better off by it."""
        wish = self.wishes[i]
        if not len(wish.costs):
            return
        self.put(i, _LEFT_OUT)
        clashes, near = self._clashes(i)
        best, price = self._cheapest(i, clashes)
        if price > wish.costs[0] + _CONTENT:
            forced = self._by_force(i, price, clashes, near)
            if forced:
                for j, place in forced.items():
                    self.put(j, place)
                return
        self.put(i, best)

    def _cheapest(self, i: int, clashes: Flags) -> tuple[int, float]:
        """The first of the cheapest free places (they lie in order), or none."""
        free = np.flatnonzero(~clashes.any(axis=1))
        loss = self.wishes[i].loss
        if not len(free) or self.wishes[i].costs[free[0]] >= loss:
            return _LEFT_OUT, loss
        return int(free[0]), float(self.wishes[i].costs[free[0]])

    def _by_force(
        self, i: int, price: float, clashes: Flags, near: NDArray[np.int_]
    ) -> dict[int, int]:
        """Who would sit where if a wish took a place that is taken, if that is better for all."""
        number, costs = clashes.sum(axis=1), self.wishes[i].costs
        tried = np.flatnonzero((number > 0) & (number <= _PUSHED) & (costs < price - _BETTER))
        best: dict[int, int] = {}
        least = price - _BETTER
        for place in tried[:_TRIED]:
            pushed = [int(j) for j in near[clashes[place]]]
            before = {j: self.chosen[j] for j in pushed}
            paid = sum(self.price(j, k) for j, k in before.items())
            for j in pushed:
                self.put(j, _LEFT_OUT)
            self.put(i, int(place))
            total = float(costs[place]) - paid
            for j in pushed:
                seat, its = self._cheapest(j, self._clashes(j)[0])
                self.put(j, seat)
                total += its
            if total < least:
                least, best = total, {j: self.chosen[j] for j in (i, *pushed)}
            for j, k in before.items():
                self.put(j, k)
            self.put(i, _LEFT_OUT)
        return best

    def _clashes(self, i: int) -> tuple[Flags, NDArray[np.int_]]:
        """Which places of a wish (rows) clash with which of the others nearby (columns)."""
        near = self._around[i]
        near = near[meets(self._reach[i][None, :], self._extent[near], self._clear)[0]]
        met, seats = self._met[i], [(j, self.chosen[j]) for j in near.tolist()]
        unmet = [k for k, seat in enumerate(seats) if seat not in met]
        if unmet:
            found = np.ascontiguousarray(self._against(i, near[unmet]).T)
            met.update(zip((seats[k] for k in unmet), found, strict=True))
        columns = np.array([met[seat] for seat in seats], bool)
        return columns.reshape(len(seats), len(self.wishes[i].costs)).T, near

    def _against(self, i: int, near: NDArray[np.int_]) -> Flags:
        """Which places of a wish (rows) clash with where some others (columns) sit."""
        wish = self.wishes[i]
        boxes, leads = self._boxes[near], self._leads[near]
        found = meets(wish.boxes, boxes, self._clear)
        led = ~np.isnan(leads[:, 0])
        if led.any():
            found[:, led] |= passes(leads[led], _grown(wish.boxes)).T
        mine = ~np.isnan(wish.leads[:, 0])
        if mine.any():
            found[mine] |= passes(wish.leads[mine], _grown(boxes))
            if led.any():
                rows = np.ix_(mine, led)
                found[rows] |= crosses(wish.leads[mine], leads[led])
        return found


def _neighbours(boxes: Array) -> list[NDArray[np.int_]]:
    """Of each box those that it meets, in their order; of one without numbers none."""
    known = np.flatnonzero(~np.isnan(boxes[:, 0]))
    shapes = shapely.box(*boxes[known].T)
    one, other = shapely.STRtree(shapes).query(shapes)
    order = np.lexsort((other, one))
    near, ends = known[other[order]], np.searchsorted(one[order], np.arange(len(known) + 1))
    found = [np.empty(0, int)] * len(boxes)
    for k, i in enumerate(known):
        found[i] = near[ends[k] : ends[k + 1]]
    return found


def _grown(boxes: Array) -> Array:
    return boxes + np.array([-0.3, -0.3, 0.3, 0.3])


def _extents(wish: Wish) -> Array:
    """Of each place what its box and its line take up together."""
    back = wish.leads[:, [2, 3, 0, 1]]
    low = np.fmin(wish.boxes, np.fmin(wish.leads, back))
    high = np.fmax(wish.boxes, np.fmax(wish.leads, back))
    return np.hstack([low[:, :2], high[:, 2:]])
