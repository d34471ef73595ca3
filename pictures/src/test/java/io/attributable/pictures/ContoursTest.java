package io.attributable.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.io.IOException;
import java.util.Comparator;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContoursTest {
  /** All points, sorted; how long all lines are; how many there are. */
  private record Lines(TreeSet<Point2D> points, double length, int count) {
    static Lines of(Grid grid, double level) {
      TreeSet<Point2D> points =
          new TreeSet<>(
              Comparator.<Point2D>comparingDouble(point -> Math.round(point.getX() * 1e8))
                  .thenComparingDouble(point -> Math.round(point.getY() * 1e8)));
      double length = 0;
      int count = 0;
      double[] at = new double[6];
      Point2D first = new Point2D.Double();
      Point2D last = first;
      for (PathIterator i = Contours.of(grid, level).getPathIterator(null); !i.isDone(); i.next()) {
        int segment = i.currentSegment(at);
        Point2D point =
            segment == PathIterator.SEG_CLOSE ? first : new Point2D.Double(at[0], at[1]);
        if (segment == PathIterator.SEG_MOVETO) {
          first = point;
          count++;
        } else {
          length += last.distance(point);
        }
        points.add(point);
        last = point;
      }
      return new Lines(points, length, count);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.5", "0.3"})
  void linesAreThoseOfContourpy(String level) throws IOException {
    Lines lines = Lines.of(Fixtures.grid("values"), Double.parseDouble(level));
    double[] length = Fixtures.values("contour_length_" + level);
    double[] expected = Fixtures.values("contour_points_" + level);
    assertThat(lines.length).isCloseTo(length[0], within(1e-6));
    assertThat(lines.count).isEqualTo((int) length[1]);
    assertThat(lines.points).hasSize(expected.length / 2);
    int next = 0;
    for (Point2D point : lines.points) {
      assertThat(point.getX()).isCloseTo(expected[next++], within(1e-7));
      assertThat(point.getY()).isCloseTo(expected[next++], within(1e-7));
    }
  }

  @Test
  void squaresWithoutANumberHaveNoLine() {
    Grid grid = new Grid(2, 3, 0, 1, Double.NaN, 0, 1, 0);
    assertThat(Lines.of(grid, 0.5).count).isEqualTo(1);
    assertThat(Contours.of(new Grid(2, 2, 0, 0, 0, 0), 0.5).getCurrentPoint()).isNull();
    assertThat(Contours.of(new Grid(1, 1, 7), 0.5).getCurrentPoint()).isNull();
  }
}
