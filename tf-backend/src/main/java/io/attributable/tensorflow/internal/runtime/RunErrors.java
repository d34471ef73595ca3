package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.limit.LoopAssertion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/** TensorFlow's failures in words a user can read: without stack traces and inner names. */
public final class RunErrors {
  private static final Pattern NODE = Pattern.compile("\\s*\\[\\[\\{\\{node [^]]*]]");
  private static final Pattern PLAN = Pattern.compile("plan_[0-9]+/(attribution/)?");

  private static final Pattern ENDLESS_LOOP =
      Pattern.compile(Pattern.quote(LoopAssertion.MARK) + "\\[([0-9]+) ([^\\]]*)]");

  private RunErrors() {}

  /**
   * A failure of TensorFlow.
   *
   * @param action what was tried, such as {@code run}
   */
  public static AttributionException translate(
      String action, String model, RuntimeException failure) {
    if (failure instanceof AttributionException own) {
      return own;
    }
    if (!isOfTensorFlow(failure)) {
      return new AttributionException(ErrorCode.INTERNAL, failure.toString()).causedBy(failure);
    }
    if (failure instanceof TFResourceExhaustedException) {
      return new AttributionException(
              ErrorCode.OUT_OF_MEMORY, model, clean(String.valueOf(failure.getMessage())))
          .causedBy(failure);
    }
    Matcher endless = ENDLESS_LOOP.matcher(String.valueOf(failure.getMessage()));
    if (endless.find()) {
      return new AttributionException(
              ErrorCode.LOOP_LIMIT, endless.group(2), model, endless.group(1))
          .causedBy(failure);
    }
    return new AttributionException(
            ErrorCode.RUN_FAILED, action, model, clean(String.valueOf(failure.getMessage())))
        .causedBy(failure);
  }

  /**
   * What TensorFlow said if it refused to compute what it was given; empty if something else is in
   * the way, such as a loop that does not end or a lack of memory.
   */
  public static Optional<String> refusal(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    boolean refused =
        isOfTensorFlow(failure)
            && !(failure instanceof TFResourceExhaustedException)
            && !ENDLESS_LOOP.matcher(message).find();
    return refused ? Optional.of(clean(message)) : Optional.empty();
  }

  /** The heap is full, or JavaCPP's limit for native memory is reached. */
  public static AttributionException outOfMemory(String model, OutOfMemoryError failure) {
    return new AttributionException(
            ErrorCode.OUT_OF_MEMORY, model, String.valueOf(failure.getMessage()))
        .causedBy(failure);
  }

  /** They have no common superclass of their own. */
  private static boolean isOfTensorFlow(RuntimeException failure) {
    return failure.getClass().getName().startsWith("org.tensorflow.exceptions.");
  }

  /** The first line is the error; the rest is its origin in TensorFlow. */
  static String clean(String message) {
    String first = NODE.matcher(message).replaceAll("").strip().lines().findFirst().orElse("");
    return PLAN.matcher(first).replaceAll("");
  }
}
