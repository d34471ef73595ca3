package io.attributable.processor.declaration;

import io.attributable.Port;
import io.attributable.graph.declared.DeclaredLayer;
import io.attributable.processor.compiler.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * A method marked {@code @Attributable}.
 *
 * @param method the method's name
 * @param address the layer's address as written
 * @param port the side of the layer
 * @param attributionMethod the name of the attribution method, where one is named for this layer
 * @param features what columns are called
 * @param methodPosition that of the method's name, or of the address
 * @param position that of the address; for an inherited method, that of the model's name in the
 *     inheriting interface, which combines the two
 */
public record LayerDeclaration(
    String method,
    String address,
    Port port,
    Optional<String> attributionMethod,
    Features features,
    SourcePosition methodPosition,
    SourcePosition position) {

  /** The same, as all tools that check models know it. */
  DeclaredLayer declared() {
    return new DeclaredLayer(address, port, attributionMethod, features.names());
  }

  /**
   * What columns of the layer's tensor are called.
   *
   * @param names one per column, or one for all; none where nothing is declared
   * @param position that of the names, or of the address
   */
  public record Features(List<String> names, SourcePosition position) {
    /** Copies the list. */
    public Features {
      names = List.copyOf(names);
    }
  }
}
