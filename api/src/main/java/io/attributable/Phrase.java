package io.attributable;

import java.util.Locale;

/**
 * What users write to ask for something: a call in Java, an option on the command line, a field in
 * a JSON request. Messages name it as {@code {zeros}}, or take it as an argument.
 */
public enum Phrase implements Worded {
  /** Zeros in place of a failure for layers that the output does not depend on. */
  ZEROS("UnusedLayer.ZEROS", "--unused zeros", "\"unused\": \"zeros\""),
  /** Which number of the output is explained. */
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
  /** Libraries of ops that TensorFlow does not have. */
  OP_LIBRARY(
      "ModelOptions.opLibraries; -Aattributable.library.ops for the compiler",
      "--op-library",
      "--op-library"),
  /** No limit for that memory. */
  WHOLE_BATCH("ModelOptions.batchBytes(0)", "--batch-bytes 0", "--batch-bytes 0"),
  /** What becomes of state that requests change. */
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

  /** A template for {@link String#format} with all phrases that it names written out. */
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
