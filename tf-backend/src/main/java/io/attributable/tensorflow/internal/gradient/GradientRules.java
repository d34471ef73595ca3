package io.attributable.tensorflow.internal.gradient;

import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.rules.JavaRules;

/** The rules that models are differentiated by, unless a test says otherwise. */
public final class GradientRules {
  /** The rules in Java, and TensorFlow's own for the rest. */
  public static final RuleBook ALL = RuleBook.of(JavaRules.all(), new NativeGradientRule());

  private GradientRules() {}
}
