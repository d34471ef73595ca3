package io.attributable.processor.declaration;

import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.processor.compiler.Reporter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks the layers of one interface against each other and against the generated members. */
public final class LayerNames {
  private final Reporter reporter;
  private final String interfaceName;
  private final Map<String, String> reserved;
  private final GeneratedNames names;

  public LayerNames(Reporter reporter, String interfaceName, GeneratedNames names) {
    this.reporter = reporter;
    this.interfaceName = interfaceName;
    this.names = names;
    this.reserved =
        Map.of(
            "close", names.explainer(),
            "clone", names.explainer(),
            "finalize", names.explainer(),
            "loadResource", names.explainer(),
            "signature", names.explainer(),
            "layers", names.attributions(),
            "prediction", names.attributions());
  }

  /** The layers sorted by method; what clashes is reported. */
  List<LayerDeclaration> check(Collection<LayerDeclaration> layers) {
    Map<String, LayerDeclaration> byMethod = new TreeMap<>();
    for (LayerDeclaration layer : layers) {
      LayerDeclaration other = byMethod.putIfAbsent(layer.method(), layer);
      if (other != null && !key(other).equals(key(layer))) {
        clash(layer, label(other) + " of another super-interface", names.explainer());
      }
    }
    byMethod.values().forEach(this::checkReserved);
    checkDuplicates(byMethod.values());
    return List.copyOf(byMethod.values());
  }

  private void checkReserved(LayerDeclaration layer) {
    String generated = reserved.get(layer.method());
    if (generated != null) {
      clash(layer, "the method " + layer.method() + "()", generated);
    }
  }

  private void checkDuplicates(Collection<LayerDeclaration> layers) {
    Map<Key, LayerDeclaration> seen = new HashMap<>();
    for (LayerDeclaration layer : layers) {
      LayerDeclaration other = seen.putIfAbsent(key(layer), layer);
      if (other != null) {
        reporter.error(
            layer.position(),
            ErrorCode.DUPLICATE_LAYER,
            label(layer),
            label(other),
            layer.address());
      }
    }
  }

  private void clash(LayerDeclaration layer, String other, String generated) {
    reporter.error(layer.position(), ErrorCode.NAME_CLASH, label(layer), other, generated);
  }

  private String label(LayerDeclaration layer) {
    return interfaceName + "." + layer.method() + "()";
  }

  private static Key key(LayerDeclaration layer) {
    return new Key(layer.address(), layer.port());
  }

  private record Key(String address, Port port) {}
}
