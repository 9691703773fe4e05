"""The assignment problem on exact integers.

`scipy.optimize.linear_sum_assignment` solves the same problem on float64, which cannot hold the weights that a
lexicographic objective needs (they grow with the number of distinct overlaps); whole numbers of Python can.
"""

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Choose cells, no two in a row or a column, so that the sum of their weights is the largest possible.

    The Hungarian method with potentials: O(r² c) additions for r rows and c columns, r being the smaller.

    Args:
        weights: matrix of non-negative integers, row by row; a weight of 0 says that the two do not go together.

    Returns:
        The chosen cells of positive weight as (row, column), sorted.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((row, column) for column, row in assign(list(zip(*weights, strict=True))))
    columns = len(weights[0])
    row_price = [0] * (len(weights) + 1)
    column_price = [0] * (columns + 1)
    holder = [0] * (columns + 1)
    """Row (from 1) that holds each column (from 1); 0 for a free one. Column 0 stands for the row being placed."""
    for row in range(1, len(weights) + 1):
        holder[0] = row
        came_from = [0] * (columns + 1)
        slack: list[int | None] = [None] * (columns + 1)
        visited = [False] * (columns + 1)
        column = 0
        while holder[column]:
            visited[column] = True
            current = holder[column]
            best, best_column = None, 0
            for j in range(1, columns + 1):
                if visited[j]:
                    continue
                reduced = -weights[current - 1][j - 1] - row_price[current] - column_price[j]
                known = slack[j]
                if known is None or reduced < known:
                    slack[j] = known = reduced
                    came_from[j] = column
                if best is None or known < best:
                    best, best_column = known, j
            step = best or 0
            for j in range(columns + 1):
                if visited[j]:
                    row_price[holder[j]] += step
                    column_price[j] -= step
                else:
                    left = slack[j]
                    slack[j] = None if left is None else left - step
            column = best_column
        while column:
            holder[column] = holder[came_from[column]]
            column = came_from[column]
    return sorted(
        (holder[j] - 1, j - 1) for j in range(1, columns + 1) if holder[j] and weights[holder[j] - 1][j - 1] > 0
    )
