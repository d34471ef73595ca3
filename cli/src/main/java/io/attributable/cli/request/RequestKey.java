package io.attributable.cli.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of a request in JSON. */
enum RequestKey {
  ID,
  SIGNATURE,
  LAYERS,
  PORT,
  METHOD,
  MODE,
  OUTPUT,
  TARGET,
  TARGETS,
  UNUSED,
  WEIGHTS,
  INPUTS,
  PREPROCESS,
  REDUCE,
  SMOOTH,
  PREDICTION,
  REASONS,
  FEATURES;

  /** All keys as in JSON. */
  static List<String> words() {
    return Arrays.stream(values()).map(RequestKey::word).toList();
  }

  /** The key as in JSON. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
