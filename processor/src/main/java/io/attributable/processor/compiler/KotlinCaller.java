package io.attributable.processor.compiler;

import javax.annotation.processing.ProcessingEnvironment;

/**
 * Determines whether Kotlin code will call the generated types: kapt runs the compiler, and the
 * project has the library that Kotlin functions are written against.
 */
public final class KotlinCaller {
  /** The option that kapt always gives. */
  public static final String KAPT = "kapt.kotlin.generated";

  private static final String LIBRARY = "io.attributable.kotlin.AttributionScope";

  private KotlinCaller() {}

  /** Whether Kotlin functions are wanted and can be compiled. */
  public static boolean isIn(ProcessingEnvironment environment) {
    return environment.getOptions().containsKey(KAPT)
        && environment.getElementUtils().getTypeElement(LIBRARY) != null;
  }
}
