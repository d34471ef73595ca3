package io.attributable;

import java.util.Objects;

/**
 * RISE: randomised input sampling. Coarse grids of cells that are kept or not are enlarged smoothly
 * and shifted at random; what they leave out fades to the baseline. A value is the mean of the
 * output over all samples, weighted by how much each kept of the element. For a probability it says
 * where in a picture the class is; its values are all of one sign, and sum to nothing.
 *
 * <p>Grids lie over all dimensions of a tensor but the first and the last, the channels, which fade
 * together; over the last, too, where there is no other. Tensors hold floating-point numbers.
 * {@link Estimation#errors()} has the standard error of each value.
 *
 * <p>Source: V. Petsiuk, A. Das, K. Saenko, "RISE: Randomized input sampling for explanation of
 * black-box models", BMVC 2018 (arXiv:1806.07421), equation 6.
 *
 * @param baseline what parts that are left out fade to
 * @param samples how many samples are drawn
 * @param cells how many cells a grid has along each dimension, at least 2
 * @param probability that a cell is kept, between 0 and 1
 * @param seed the same one draws the same samples, for every example
 */
public record Rise(
    @MethodParameter("What parts that are left out fade to: a number, or arrays by input.")
        Baseline baseline,
    @MethodParameter("How many samples are drawn.") int samples,
    @MethodParameter("How many cells a grid has along each dimension.") int cells,
    @MethodParameter("How probable it is that a cell is kept.") double probability,
    @MethodParameter(PerturbationParameters.SEED) long seed)
    implements PerturbationMethod {
  /** As the authors take for small networks; they take 8000 for ResNet50. */
  public static final int DEFAULT_SAMPLES = 4000;

  /** As the authors take. */
  public static final int DEFAULT_CELLS = 7;

  private static final String NAME = "rise";

  /** To zeros, with 4000 grids of 7 × 7 cells, half of them kept. */
  public Rise() {
    this(Baseline.zeros(), DEFAULT_SAMPLES, 0);
  }

  /**
   * With grids of 7 × 7 cells, half of them kept.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Rise(Baseline baseline, int samples, long seed) {
    this(baseline, samples, DEFAULT_CELLS, 0.5, seed);
  }

  /**
   * Requires what there must be.
   *
   * @throws AttributionException METHOD_PARAMETER
   */
  public Rise {
    Objects.requireNonNull(baseline, "baseline");
    SampleCount.require(NAME, samples);
    if (cells < 2) {
      throw Methods.invalid(NAME, "cells", cells, "it must be at least 2");
    }
    if (!(probability > 0 && probability < 1)) {
      throw Methods.invalid(NAME, "probability", probability, "it must lie between 0 and 1");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Rise withBaseline(Baseline other) {
    return new Rise(other, samples, cells, probability, seed);
  }
}
