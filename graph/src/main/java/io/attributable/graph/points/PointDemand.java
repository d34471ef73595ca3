package io.attributable.graph.points;

import io.attributable.graph.tensor.TensorRef;
import java.util.Set;

/**
 * What a method wants to be evaluated at points.
 *
 * @param method what messages call it
 * @param moving what moves along the path
 * @param differences whether it wants the difference that the explained tensors have between inputs
 *     and baselines
 * @param given explained tensors whose baselines are fed, and not computed from those of the inputs
 * @param passes further passes that its rules want the values of all tensors of
 * @param noisy whether noise is added to the inputs
 * @param single whether the only point of each example is its input, so that what is predicted
 *     there can be told by the graph itself
 */
public record PointDemand(
    String method,
    Moving moving,
    boolean differences,
    Set<TensorRef> given,
    Set<Reference> passes,
    boolean noisy,
    boolean single) {

  /** What moves along the path between baseline and input. */
  public enum Moving {
    /** The model's inputs. */
    INPUTS,
    /** The explained tensors: inputs together with all other inputs, or tensors of layers. */
    EXPLAINED,
    /** Nothing: all points are the inputs, and baselines are those of a pass beside. */
    NOTHING,
    /** The inputs, by noise alone: there are no baselines. */
    NOISE
  }

  /** Copies the sets. */
  public PointDemand {
    given = Set.copyOf(given);
    passes = Set.copyOf(passes);
  }

  /** A path of the inputs. */
  public static PointDemand ofInputs(String method, boolean differences) {
    return new PointDemand(method, Moving.INPUTS, differences, Set.of(), Set.of(), false, false);
  }

  /** A path of the explained tensors. */
  public static PointDemand ofExplained(String method) {
    return new PointDemand(method, Moving.EXPLAINED, true, Set.of(), Set.of(), false, false);
  }

  /**
   * The inputs as they are, and for each point a pass at baselines beside.
   *
   * @param single whether each example has one baseline
   */
  public static PointDemand ofPairs(String method, boolean single) {
    return new PointDemand(
        method, Moving.NOTHING, false, Set.of(), Set.of(Reference.BASELINE), false, single);
  }

  /** The same with baselines of some of the explained tensors. */
  public PointDemand given(Set<TensorRef> tensors) {
    return new PointDemand(method, moving, differences, tensors, passes, noisy, single);
  }

  /** Inputs with noise, another sample of it at each point. */
  public static PointDemand ofNoise(String method) {
    return new PointDemand(method, Moving.NOISE, false, Set.of(), Set.of(), true, false);
  }

  /** The same with noise added to the inputs. */
  public PointDemand withNoise() {
    return new PointDemand(method, moving, differences, given, passes, true, false);
  }
}
