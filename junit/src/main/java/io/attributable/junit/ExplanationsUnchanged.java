package io.attributable.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that explains requests with two versions of a model, one test for each request, and fails
 * where the explanations differ by more than is allowed. The method's body may be empty; it can
 * take an {@link io.attributable.evidence.compare.ExplanationComparison} to look further.
 *
 * <pre>{@code
 * @ExplanationsUnchanged(
 *     before = "models/released", after = "models/candidate",
 *     requests = "applications", thresholds = {"spearman=0.95", "top-k=0.8"})
 * void applicantsAreToldTheSame() {}
 *
 * static Map<String, AttributionRequest> applications() { … }
 * }</pre>
 *
 * <p>Of target {@code predicted}, both explain what the first version has predicted.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(UnchangedProvider.class)
public @interface ExplanationsUnchanged {
  /** The SavedModel's directory as it was. */
  String before();

  /** The SavedModel's directory as it is. */
  String after();

  /**
   * A static method of the test class without parameters, which gives {@link
   * io.attributable.AttributionRequest}s: a map by name, a stream, or anything that can be iterated
   * over. By default it is called as the test.
   */
  String requests() default "";

  /** Such as {@code spearman=0.95}; by default {@code spearman=0.9}. */
  String[] thresholds() default {};

  /** Layers and outputs that the second version calls otherwise, such as {@code conv1=conv1_v2}. */
  String[] map() default {};

  /** How many values of largest magnitude {@code top-k} looks at. */
  int topK() default 10;
}
