package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;

/**
 * The attributions of every layer of {@link TwoInputs}, from one run.
 *
 * @param left the output of layer <code>left_dense</code>
 * @param merge the output of layer <code>merge</code>
 * @param merged the input of layer <code>merge</code>
 * @param trunk the output of layer <code>trunk</code>
 * @param prediction the explained output, where it was requested
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public record TwoInputsAttributions(Attribution left, Attribution merge, Attribution merged,
    Attribution trunk, Optional<Prediction> prediction) {
  /**
   * Takes what one run gave.
   *
   * @param all its results
   * @return this record
   */
  static TwoInputsAttributions of(Attributions all) {
    return new TwoInputsAttributions(
        all.layers().get(0),
        all.layers().get(1),
        all.layers().get(2),
        all.layers().get(3),
        all.prediction());
  }

  /**
   * The layers' attributions, in the order of the components.
   *
   * @return one attribution per component
   */
  public List<Attribution> layers() {
    return List.of(left, merge, merged, trunk);
  }
}
