package io.attributable.graph.declared;

import io.attributable.AttributionException;

/** Is told what is wrong with a declaration, in the declaration's order. */
public interface DeclarationProblems {

  /** There is no such model or signature, or it cannot be read: nothing else is looked at. */
  void unusable(DeclaredPart part, AttributionException failure);

  /** A layer or an output that the model does not bear out; others are still looked at. */
  void wrong(DeclaredPart part, AttributionException failure);
}
