package io.attributable.evidence.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.model.ModelIdentity;

/** What computes, as records write it: {@code "model"} and {@code "run"}. */
public final class IdentityJson {
  private IdentityJson() {}

  /** Writes both into a record's body. */
  public static void put(ObjectNode body, ModelIdentity identity) {
    ObjectNode model = body.putObject("model");
    model.put("name", identity.name());
    model.put("signature", identity.signature());
    model.put("graph", identity.graph());
    model.put("weights", identity.weights());
    model.set("files", CanonicalJson.MAPPER.valueToTree(identity.files()));
    ObjectNode run = body.putObject("run");
    run.set("versions", CanonicalJson.MAPPER.valueToTree(identity.versions()));
    run.set(
        "environment",
        CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(identity.environment())));
    run.set("options", CanonicalJson.exact(CanonicalJson.MAPPER.valueToTree(identity.options())));
  }
}
