package io.attributable.graph.method.lrp;

import java.util.List;

/**
 * A share of the relevance, handed on in proportion to what some terms contribute to their sum.
 *
 * @param factor of the relevance
 * @param where of which outputs
 * @param terms whose sum divides
 */
record Share(double factor, Where where, List<Term> terms) {

  /** Outputs by their sign. */
  enum Where {
    ALL,
    POSITIVE,
    NEGATIVE
  }

  /** Copies the list. */
  Share {
    terms = List.copyOf(terms);
  }

  static Share of(Term... terms) {
    return new Share(1, Where.ALL, List.of(terms));
  }

  static Share of(double factor, Term... terms) {
    return new Share(factor, Where.ALL, List.of(terms));
  }

  Share only(Where outputs) {
    return new Share(factor, outputs, terms);
  }

  Share withoutBias() {
    return new Share(factor, where, terms.stream().map(Term::withoutBias).toList());
  }
}
