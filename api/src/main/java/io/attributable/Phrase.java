package io.attributable;

import java.util.Locale;

/**
 * How users set something: a call in Java, an option on the command line, a field in a JSON
 * request. Templates of messages contain it as {@code {zeros}}; it can be an argument, too.
 */
public enum Phrase implements Worded {
  /** Zeros instead of a failure for layers that the output does not depend on. */
  ZEROS("UnusedLayer.ZEROS", "--unused zeros", "\"unused\": \"zeros\""),
  /** Which value of the output is explained. */
  TARGET(
      "Target.of(0) or Target.predicted()",
      "--target 0 or --target predicted",
      "\"target\": 0 or \"target\": \"predicted\""),
  /** Which output is explained. */
  OUTPUT("output(NAME)", "--output NAME", "\"output\": NAME"),
  /** How often loops may run. */
  LOOP_LIMIT("ModelOptions.loopLimit", "--loop-limit", "--loop-limit"),
  /** How much memory a run may take. */
  BATCH_BYTES("ModelOptions.batchBytes", "--batch-bytes", "--batch-bytes"),
  /** How large a file of an input may be. */
  READ_LIMIT("ReadLimits", "--read-bytes or --read-pixels", "--read-bytes or --read-pixels"),
  /** Libraries of ops that TensorFlow does not have. */
  OP_LIBRARY(
      "ModelOptions.opLibraries; -Aattributable.library.ops for the compiler",
      "--op-library",
      "--op-library"),
  /** How many calls may run at once. */
  CALLS_IN_FLIGHT("LimitOptions.callsInFlight", "--workers", "--workers"),
  /** How much memory plans may keep. */
  PLAN_BYTES("LimitOptions.planBytes", "--plan-bytes", "--plan-bytes"),
  /** How large inputs and results may be. */
  CALL_LIMITS("LimitOptions", "--input-bytes or --result-bytes", "--input-bytes or --result-bytes"),
  /** Ops that reach outside of the graph, and may do so. */
  ALLOW_OP(
      "ModelOptions.allowOps; allowedOps of @AttributedModel for the compiler",
      "--allow-op",
      "--allow-op"),
  /** No limit for that memory. */
  WHOLE_BATCH("ModelOptions.batchBytes(0)", "--batch-bytes 0", "--batch-bytes 0"),
  /** How state that requests change is treated. */
  STATE("ModelOptions.state", "--state", "--state"),
  /** Requests that change state are carried out. */
  KEEP("StatePolicy.KEEP", "--state keep", "--state keep"),
  /** Requests that change state are refused. */
  REFUSE("StatePolicy.REFUSE", "--state refuse", "--state refuse");

  private final String java;
  private final String commandLine;
  private final String request;

  Phrase(String java, String commandLine, String request) {
    this.java = java;
    this.commandLine = commandLine;
    this.request = request;
  }

  @Override
  public String in(Wording wording) {
    return switch (wording) {
      case JAVA -> java;
      case COMMAND_LINE -> commandLine;
      case REQUEST -> request;
    };
  }

  /** A template for {@link String#format} with its phrases in the given wording. */
  public static String fill(String template, Wording wording) {
    String filled = template;
    for (Phrase phrase : values()) {
      filled = filled.replace(phrase.mark(), phrase.in(wording));
    }
    return filled;
  }

  private String mark() {
    return "{" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "}";
  }
}
