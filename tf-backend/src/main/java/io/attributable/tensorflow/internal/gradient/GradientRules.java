package io.attributable.tensorflow.internal.gradient;

import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.rules.JavaRules;

/** The default rules that models are differentiated by. */
public final class GradientRules {
  /** The rules in Java, and TensorFlow's own for the rest. */
  public static final RuleBook ALL = RuleBook.of(JavaRules.all(), new NativeGradientRule());

  private GradientRules() {}
}
