package io.attributable.graph.method.lrp;

import io.attributable.Lrp;
import io.attributable.LrpRule;
import java.util.List;

/**
 * How one rule shares out the relevance of a layer with weights. With x what enters, W the weights,
 * b the bias, and the sum over the terms of a share, x is handed x' · W'ᵀ(R / Σ(x'W' + b')).
 *
 * <p>Source: Bach et al. (2015), doi:10.1371/journal.pone.0130140, equations 56 to 60; Montavon et
 * al. (2017), doi:10.1016/j.patcog.2016.11.008, for z-plus, w-squared and z-box; Lapuschkin et al.
 * (2019), doi:10.1038/s41467-019-08987-4, for flat; Montavon et al. (2019),
 * doi:10.1007/978-3-030-28954-6_10, for gamma; Andéol et al. (2021), arXiv:2106.04923, for its
 * general form. Biases as in Zennit 0.5.1 ({@code src/zennit/rules.py}), but that of gamma, which
 * is captum's ({@code captum/attr/_utils/lrp_rules.py}).
 *
 * @param shares which together hand on all of it
 */
record Decomposition(List<Share> shares) {
  /** Copies the list. */
  Decomposition {
    shares = List.copyOf(shares);
  }

  /** Of a rule that is no composite. */
  static Decomposition of(LrpRule rule, Lrp method) {
    Decomposition whole = new Decomposition(shares(rule, method));
    return method.zeroBias()
        ? new Decomposition(whole.shares.stream().map(Share::withoutBias).toList())
        : whole;
  }

  private static List<Share> shares(LrpRule rule, Lrp method) {
    return switch (rule) {
      case EPSILON -> List.of(Share.of(new Term(Part.ALL, Part.ALL, Part.ALL)));
      case GAMMA -> List.of(Share.of(new Term(Part.ALL, Part.MORE_POSITIVE, Part.ALL)));
      case GENERALISED_GAMMA -> generalisedGamma();
      case ALPHA_BETA -> alphaBeta(method.alpha(), method.beta());
      case Z_PLUS -> alphaBeta(1, 0);
      case FLAT -> List.of(Share.of(new Term(Part.ONES, Part.ONES, Part.NONE)));
      case W_SQUARED -> List.of(Share.of(new Term(Part.ONES, Part.SQUARED, Part.SQUARED)));
      case Z_BOX -> zBox();
      default -> throw new IllegalArgumentException(rule + " is a composite");
    };
  }

  /** Favours what has the sign of the output. */
  private static List<Share> generalisedGamma() {
    return List.of(
        Share.of(
                new Term(Part.POSITIVE, Part.MORE_POSITIVE, Part.MORE_POSITIVE),
                new Term(Part.NEGATIVE, Part.MORE_NEGATIVE, Part.NONE))
            .only(Share.Where.POSITIVE),
        Share.of(
                new Term(Part.POSITIVE, Part.MORE_NEGATIVE, Part.MORE_NEGATIVE),
                new Term(Part.NEGATIVE, Part.MORE_POSITIVE, Part.NONE))
            .only(Share.Where.NEGATIVE));
  }

  private static List<Share> alphaBeta(double alpha, double beta) {
    Share positive =
        Share.of(
            alpha,
            new Term(Part.POSITIVE, Part.POSITIVE, Part.POSITIVE),
            new Term(Part.NEGATIVE, Part.NEGATIVE, Part.NONE));
    Share negative =
        Share.of(
            -beta,
            new Term(Part.POSITIVE, Part.NEGATIVE, Part.NEGATIVE),
            new Term(Part.NEGATIVE, Part.POSITIVE, Part.NONE));
    return beta == 0 ? List.of(positive) : List.of(positive, negative);
  }

  /** The biases of the three terms add up to nothing. */
  private static List<Share> zBox() {
    return List.of(
        Share.of(
            new Term(Part.ALL, Part.ALL, Part.NONE),
            new Term(-1, Part.LOW, Part.POSITIVE, Part.NONE),
            new Term(-1, Part.HIGH, Part.NEGATIVE, Part.NONE)));
  }
}
