package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;

/**
 * The attributions of every layer of {@link Precise}, from one run.
 *
 * @param of the output of layer <code>fine</code>
 * @param scope the output of layer <code>scope:fine</code>
 * @param prediction the explained output, where it was requested
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public record PreciseAttributions(Attribution of, Attribution scope,
    Optional<Prediction> prediction) {
  /**
   * Takes what one run gave.
   *
   * @param all its results
   * @return this record
   */
  static PreciseAttributions of(Attributions all) {
    return new PreciseAttributions(
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
    return List.of(of, scope);
  }
}
