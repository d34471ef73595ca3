package io.attributable.pictures;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of equal value through a grid, by marching squares. Values lie at whole coordinates; a line
 * crosses an edge between two of them where linear interpolation has the level. Squares with a
 * corner that is no number have no line.
 */
final class Contours {
  /** Pairs of edges (0 top, 1 right, 2 bottom, 3 left) by which corners are above the level. */
  private static final int[][] CROSSED = {
    {}, {3, 0}, {0, 1}, {3, 1}, {1, 2}, {}, {0, 2}, {3, 2}, //
    {2, 3}, {2, 0}, {}, {2, 1}, {1, 3}, {1, 0}, {0, 3}, {}
  };

  private static final int FALLING = 5;
  private static final int RISING = 10;

  private final Grid grid;
  private final double level;

  /** The two pieces at an edge that is crossed: from the edge to the next ones. */
  private final Map<Long, Deque<Long>> next = new LinkedHashMap<>();

  private final Map<Long, Point2D> points = new HashMap<>();

  private Contours(Grid grid, double level) {
    this.grid = grid;
    this.level = level;
  }

  /** All lines at a level. */
  static Path2D of(Grid grid, double level) {
    Contours contours = new Contours(grid, level);
    for (int row = 0; row + 1 < grid.rows(); row++) {
      for (int column = 0; column + 1 < grid.columns(); column++) {
        contours.square(row, column);
      }
    }
    return contours.lines();
  }

  private void square(int row, int column) {
    double[] corners = {
      grid.at(row, column),
      grid.at(row, column + 1),
      grid.at(row + 1, column + 1),
      grid.at(row + 1, column)
    };
    int above = 0;
    double middle = 0;
    for (int i = 0; i < corners.length; i++) {
      above |= corners[i] > level ? 1 << i : 0;
      middle += corners[i] / corners.length;
    }
    if (Double.isNaN(middle)) {
      return;
    }
    if (above == FALLING || above == RISING) {
      boolean joined = middle > level == (above == FALLING);
      piece(row, column, joined ? 0 : 3, joined ? 1 : 0);
      piece(row, column, joined ? 2 : 1, joined ? 3 : 2);
    } else if (CROSSED[above].length > 0) {
      piece(row, column, CROSSED[above][0], CROSSED[above][1]);
    }
  }

  private void piece(int row, int column, int from, int to) {
    long start = edge(row, column, from);
    long end = edge(row, column, to);
    next.computeIfAbsent(start, key -> new ArrayDeque<>()).add(end);
    next.computeIfAbsent(end, key -> new ArrayDeque<>()).add(start);
  }

  /** A number for the edge, the same from both of its squares; its crossing is kept. */
  private long edge(int row, int column, int side) {
    int y = side == 2 ? row + 1 : row;
    int x = side == 1 ? column + 1 : column;
    boolean across = side % 2 == 0;
    long number = 2 * ((long) y * grid.columns() + x) + (across ? 0 : 1);
    points.computeIfAbsent(number, key -> crossing(y, x, across));
    return number;
  }

  private Point2D crossing(int row, int column, boolean across) {
    double from = grid.at(row, column);
    double to = across ? grid.at(row, column + 1) : grid.at(row + 1, column);
    double share = (level - from) / (to - from);
    return across
        ? new Point2D.Double(column + share, row)
        : new Point2D.Double(column, row + share);
  }

  /** Open lines are begun at their ends, so that none is cut in two; then come the closed ones. */
  private Path2D lines() {
    Path2D all = new Path2D.Double();
    next.keySet().stream()
        .filter(edge -> next.getOrDefault(edge, new ArrayDeque<>()).size() == 1)
        .toList()
        .forEach(edge -> follow(edge, all));
    next.keySet().forEach(edge -> follow(edge, all));
    return all;
  }

  private void follow(long start, Path2D all) {
    long at = start;
    Long to = step(at);
    if (to == null) {
      return;
    }
    Point2D first = point(at);
    all.moveTo(first.getX(), first.getY());
    while (to != null && to != start) {
      at = to;
      all.lineTo(point(at).getX(), point(at).getY());
      to = step(at);
    }
    if (to != null) {
      all.closePath();
    }
  }

  /** Takes the piece that leads on out of both its ends. */
  private @Nullable Long step(long from) {
    Deque<Long> pieces = next.getOrDefault(from, new ArrayDeque<>());
    Long to = pieces.poll();
    if (to != null) {
      next.getOrDefault(to, new ArrayDeque<>()).remove(from);
    }
    return to;
  }

  private Point2D point(long edge) {
    return java.util.Objects.requireNonNull(points.get(edge));
  }
}
