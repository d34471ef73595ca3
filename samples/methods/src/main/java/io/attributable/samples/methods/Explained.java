package io.attributable.samples.methods;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;

/** What a method says of the only example. */
record Explained(String name, AttributedTensor tensor) {

  static Explained of(String name, Attribution attribution) {
    return new Explained(name, attribution.tensors().get(0));
  }
}
