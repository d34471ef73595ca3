package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Prediction;
import io.attributable.ReasonSide;
import io.attributable.Reasons;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;

/**
 * The attributions of every layer of {@link Credit}, from one run.
 *
 * @param applicant the output of layer <code>input:left</code>
 * @param history the output of layer <code>input:right</code>
 * @param trunk the output of layer <code>trunk</code>
 * @param prediction the explained output, where it was requested
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public record CreditAttributions(Attribution applicant, Attribution history, Attribution trunk,
    Optional<Prediction> prediction) {
  /**
   * Takes what one run gave.
   *
   * @param all its results
   * @return this record
   */
  static CreditAttributions of(Attributions all) {
    return new CreditAttributions(
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
    return List.of(applicant, history, trunk);
  }

  /**
   * By example, the features that spoke most against the target; see {@link Attributions#reasons(int, ReasonSide)}.
   *
   * @param count how many at most
   * @return the reasons
   */
  public Reasons reasons(int count) {
    return reasons(count, ReasonSide.AGAINST);
  }

  /**
   * By example, the features that spoke most against the target, or for it; see {@link Attributions#reasons(int, ReasonSide)}.
   *
   * @param count how many at most
   * @param side which contributions are reasons
   * @return the reasons
   */
  public Reasons reasons(int count, ReasonSide side) {
    return new Attributions(layers()).reasons(count, side);
  }
}
