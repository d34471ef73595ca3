package io.attributable.spark.internal.rows;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ElementType;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Whether examples of a model influence one another, as in batch normalisation in training mode:
 * what becomes of a row must not depend on the rows that stand beside it. The first two rows of an
 * executor are explained alone, too, and compared, as the library does where it cuts batches. Safe
 * for any number of threads: who come at the same time find out the same.
 */
final class BatchCheck {
  private static final int COMPARED = 2;
  private static final double ROUNDING = 1e-3;
  private static final double ROUNDING_OF_HALVES = 2e-2;

  private volatile Optional<Boolean> apart = Optional.empty();

  /**
   * Whether rows have to be explained one by one.
   *
   * @param together explains a batch
   * @param alone explains one of its rows
   */
  boolean apart(Supplier<Attributions> together, IntFunction<Attributions> alone) {
    Optional<Boolean> known = apart;
    if (known.isPresent()) {
      return known.get();
    }
    Attributions batch = together.get();
    boolean differs = false;
    for (int row = 0; row < COMPARED; row++) {
      differs |= differs(batch, alone.apply(row), row);
    }
    apart = Optional.of(differs);
    return differs;
  }

  private static boolean differs(Attributions batch, Attributions alone, int row) {
    for (int i = 0; i < batch.layers().size(); i++) {
      if (differs(batch.layers().get(i), alone.layers().get(i), row)) {
        return true;
      }
    }
    return false;
  }

  private static boolean differs(Attribution batch, Attribution alone, int row) {
    List<AttributedTensor> tensors = batch.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      AttributedTensor tensor = tensors.get(i);
      float[] single = RowValues.of(alone.layer(), alone.tensors().get(i), 1).values(0);
      int rows = Math.toIntExact(tensor.shape()[0]); // A single one has shown that these are rows.
      float[] together = RowValues.of(batch.layer(), tensor, rows).values(row);
      if (differs(together, single, rounding(tensor.elementType()))) {
        return true;
      }
    }
    return false;
  }

  private static double rounding(ElementType type) {
    return switch (type) {
      case FLOAT32, FLOAT64 -> ROUNDING;
      default -> ROUNDING_OF_HALVES;
    };
  }

  private static boolean differs(float[] together, float[] alone, double rounding) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < alone.length; i++) {
      largest = Math.max(largest, Math.abs(alone[i]));
      difference = Math.max(difference, Math.abs((double) alone[i] - together[i]));
    }
    return alone.length != together.length || difference > rounding * largest;
  }
}
