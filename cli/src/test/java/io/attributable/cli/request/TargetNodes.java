package io.attributable.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.Target;
import java.nio.file.Path;

/** Reads targets for tests of other packages. */
public final class TargetNodes {
  private TargetNodes() {}

  /** The target in a request. */
  public static Target read(JsonNode json) {
    return TargetJson.read(json, ClassNames.NONE, Path::of);
  }
}
