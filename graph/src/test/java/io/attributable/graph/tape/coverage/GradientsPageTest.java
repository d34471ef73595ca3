package io.attributable.graph.tape.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page that lists all gradients says what the rules do. {@code -Dgoldens.update=true} writes it
 * anew.
 */
class GradientsPageTest {
  private static final Reasons REASONS = Reasons.read();
  private static final List<OpCoverage> OPS = new Coverage(REASONS).all();

  @Test
  void thePageIsUpToDate() {
    String page = GradientsPage.of(OPS);
    if (Boolean.getBoolean("goldens.update")) {
      Resource.write(Resource.page(), page);
    }
    assertThat(Resource.read(Resource.page())).isEqualTo(page);
  }

  @Test
  void whatHasNoGradientHasAReason() {
    assertThat(named(op -> op.hasNone() && op.reason().isEmpty())).isEmpty();
  }

  /** Whoever writes a rule takes the op out of the reasons why there is none. */
  @Test
  void whatHasAGradientHasNoReason() {
    Set<String> stale = new TreeSet<>(REASONS.names());
    stale.removeAll(named(OpCoverage::hasNone));
    assertThat(stale).isEmpty();
  }

  private static Set<String> named(Predicate<OpCoverage> wanted) {
    return OPS.stream().filter(wanted).map(OpCoverage::op).collect(Collectors.toSet());
  }
}
