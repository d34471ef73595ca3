package io.attributable.samples.gestures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.attributable.Attribution;
import io.attributable.Convergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

class WhyGestureTest {
  private static final int STEPS = 150;

  private static WhyGesture why;
  private static List<Recording> recordings;

  @BeforeAll
  static void open() throws IOException {
    why = WhyGesture.open(Path.of("models/gestures"));
    recordings = Recording.read(Path.of("recordings.npy"));
  }

  @AfterAll
  static void close() {
    why.close();
  }

  @Test
  void movementsAreToldApart() {
    assertThat(recordings.stream().map(why::kind))
        .containsExactly(Kind.GUN_DRAWN, Kind.GUN_DRAWN, Kind.FINGER_POINTED, Kind.FINGER_POINTED);
  }

  @Test
  void momentsAddUpToTheChangeOfTheScore() {
    for (Recording recording : recordings) {
      Attribution moments = why.explain(recording, why.kind(recording));
      Convergence scores = moments.convergence().orElseThrow();
      double sum = 0;
      for (int step = 0; step < STEPS; step++) {
        sum += moments.floats().getFloat(0, step, 0);
      }
      double change = scores.at().get(0) - scores.atBaseline().get(0);
      assertThat(sum).isCloseTo(change, within(0.02 * change)).isPositive();
    }
  }

  /** The hand that draws a gun stays at the holster for a moment before it rises. */
  @Test
  void drawingGivesItselfAwayAtTheHolster() {
    for (Recording recording : recordings.subList(0, 2)) {
      FloatNdArray moments = why.explain(recording, Kind.GUN_DRAWN).floats();
      int largest = 0;
      for (int step = 1; step < STEPS; step++) {
        largest = moments.getFloat(0, step, 0) > moments.getFloat(0, largest, 0) ? step : largest;
      }
      assertThat(largest).isBetween(26, 38);
    }
  }

  @Test
  void runs() throws IOException {
    WhyGesture.main(new String[] {"."});
    assertThat(Files.readString(Path.of("target/why-gesture-1.svg"))).contains("gun drawn");
  }
}
