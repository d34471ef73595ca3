package io.attributable.graph.declared;

import java.util.List;
import java.util.Optional;

/**
 * A model that somebody named, with the layers that shall be explained.
 *
 * @param name what its section in a lock file is called: an interface's qualified name
 * @param savedModel the model's directory as written
 * @param signature the signature's name
 * @param output the output to explain, where one is named
 * @param method the name of the attribution method, where one is named
 * @param allowedOps names of ops that may reach outside of the model's graph
 * @param layers the layers
 */
public record DeclaredModel(
    String name,
    String savedModel,
    String signature,
    Optional<String> output,
    Optional<String> method,
    List<String> allowedOps,
    List<DeclaredLayer> layers) {

  /** Copies the lists. */
  public DeclaredModel {
    allowedOps = List.copyOf(allowedOps);
    layers = List.copyOf(layers);
  }
}
