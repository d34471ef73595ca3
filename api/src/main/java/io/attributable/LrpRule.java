package io.attributable;

/**
 * How {@link Lrp} hands relevance through layers with weights: one rule for all of them, or a
 * composite that chooses by the kind of layer and by whether it is the first one, as Zennit's
 * composites and iNNvestigate's presets do. Of a layer with inputs a, weights w and output z:
 * contributions a·w share out what z has.
 */
public enum LrpRule {
  /** In proportion to a·w (Bach et al. 2015, equations 56 and 58); captum's {@code EpsilonRule}. */
  EPSILON,

  /** By weights w + γ·max(w, 0) (Montavon et al. 2019); captum's {@code GammaRule}. */
  GAMMA,

  /**
   * The same for inputs and outputs of either sign (Andéol et al. 2021); Zennit's {@code Gamma}.
   * For inputs and outputs that are positive, it differs from {@link #GAMMA} in the bias only, of
   * which it favours positive parts, too.
   */
  GENERALISED_GAMMA,

  /** Positive contributions times α, negative ones times β (Bach et al. 2015, equation 60). */
  ALPHA_BETA,

  /** Positive contributions alone: α = 1, β = 0 (Montavon et al. 2017). */
  Z_PLUS,

  /** Alike to all inputs that a number is made of (Lapuschkin et al. 2019). */
  FLAT,

  /** In proportion to w² (Montavon et al. 2017), for first layers with unbounded inputs. */
  W_SQUARED,

  /** For first layers whose inputs lie between two numbers (Montavon et al. 2017). */
  Z_BOX,

  /** Convolutions: {@link #Z_PLUS}; all others: {@link #EPSILON}. */
  EPSILON_PLUS,

  /** The same, with {@link #FLAT} for the first layer. */
  EPSILON_PLUS_FLAT,

  /** Convolutions: {@link #ALPHA_BETA} with 2 and 1; all others: {@link #EPSILON}. */
  EPSILON_ALPHA2_BETA1,

  /** The same, with {@link #FLAT} for the first layer. */
  EPSILON_ALPHA2_BETA1_FLAT,

  /**
   * Convolutions: {@link #GENERALISED_GAMMA}, the first one {@link #Z_BOX}; all others: {@link
   * #EPSILON}.
   */
  EPSILON_GAMMA_BOX
}
