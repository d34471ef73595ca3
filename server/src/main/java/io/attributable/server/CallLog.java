package io.attributable.server;

import io.javalin.http.Context;

/** Counts each request once, when it is answered. */
final class CallLog {
  static final String MODEL = "attributable.model";
  static final String VERB = "attributable.verb";
  static final String CODE = "attributable.code";
  private static final String START = "attributable.start";
  private static final String NONE = "none";

  private final ServerMetrics metrics;

  CallLog(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  void begin(Context call) {
    call.attribute(START, System.nanoTime());
  }

  /** Counts requests to models, and those that were refused. */
  void end(Context call) {
    Long start = call.attribute(START);
    String verb = word(call, VERB, NONE);
    String code = word(call, CODE, "OK");
    if (start != null && (!verb.equals(NONE) || !code.equals("OK"))) {
      metrics.answered(
          word(call, MODEL, NONE), verb, call.statusCode(), code, System.nanoTime() - start);
    }
  }

  private static String word(Context call, String key, String absent) {
    String word = call.attribute(key);
    return word == null ? absent : word;
  }
}
