package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;

/**
 * The attributions of every layer of {@link Tokens}, from one run.
 *
 * @param first the output of layer <code>embedding1</code>
 * @param linear the output of layer <code>linear1</code>
 * @param prediction the explained output, where it was requested
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public record TokensAttributions(Attribution first, Attribution linear,
    Optional<Prediction> prediction) {
  /**
   * Takes what one run gave.
   *
   * @param all its results
   * @return this record
   */
  static TokensAttributions of(Attributions all) {
    return new TokensAttributions(
        all.layers().get(0),
        all.layers().get(1),
        all.prediction());
  }

  /**
   * The layers' attributions, in the order of the components.
   *
   * @return one attribution per component
   */
  public List<Attribution> layers() {
    return List.of(first, linear);
  }
}
