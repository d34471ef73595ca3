package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;

/**
 * The attributions of every layer of {@link Mixed}, from one run.
 *
 * @param early the output of layer <code>conv1</code>
 * @param features the input of layer <code>features</code>
 * @param late the output of layer <code>conv3</code>
 * @param prediction the explained output, where it was requested
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
record MixedAttributions(Attribution early, Attribution features, Attribution late,
    Optional<Prediction> prediction) {
  /**
   * Takes what one run gave.
   *
   * @param all its results
   * @return this record
   */
  static MixedAttributions of(Attributions all) {
    return new MixedAttributions(
        all.layers().get(0),
        all.layers().get(1),
        all.layers().get(2),
        all.prediction());
  }

  /**
   * The layers' attributions, in the order of the components.
   *
   * @return one attribution per component
   */
  public List<Attribution> layers() {
    return List.of(early, features, late);
  }
}
