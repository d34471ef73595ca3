package io.attributable.processor.code;

import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.FoundAnnotation;
import io.attributable.processor.declaration.GeneratedNames;
import io.attributable.processor.declaration.MethodName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Gives each layer of a class, and of the modules in its fields, a method of the explainer. */
public final class LayerNames {
  /** What the explainer, its result or every object has already. */
  private static final Set<String> RESERVED =
      Set.of(
          "close",
          "layer",
          "layers",
          "prediction",
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  private final Elements elements;
  private final Reporter reporter;
  private final GeneratedNames names;
  private final Map<String, CodeLayer> byMethod = new TreeMap<>();

  public LayerNames(Elements elements, Reporter reporter, GeneratedNames names) {
    this.elements = elements;
    this.reporter = reporter;
    this.names = names;
  }

  /** Adds a layer; what clashes is reported. */
  void add(CodeLayer layer) {
    String method = layer.method();
    CodeLayer other = byMethod.putIfAbsent(method, layer);
    if (other != null) {
      clash(layer, "layer \"" + other.path() + "\"");
    } else if (RESERVED.contains(method)) {
      clash(layer, "the method " + method + "()");
    }
  }

  /** Adds a module and its layers, and those of its modules. */
  void add(CodeModule module, SourcePosition position) {
    add(module.name(), module.name(), module.type(), position, new ArrayDeque<>());
  }

  /** Modules may hold others of their kind; these have addresses, but no methods. */
  private void add(
      String method,
      String path,
      TypeElement type,
      SourcePosition position,
      Deque<TypeElement> around) {
    add(new CodeLayer(method, path, Port.OUTPUT, Optional.empty(), position));
    around.push(type);
    for (CodeMethods.Marked marked : CodeMethods.of(type, elements)) {
      String name = marked.element().getSimpleName().toString();
      if (marked.forward().isEmpty() && marked.layer().isPresent()) {
        FoundAnnotation layer = marked.layer().get();
        add(
            new CodeLayer(
                method + capitalized(name),
                path + "/" + name,
                Port.valueOf(layer.text("port")),
                MethodName.of(layer, position, reporter),
                position));
      }
    }
    for (ModuleReader.Found inner : new ModuleReader(elements).of(type)) {
      if (!around.contains(inner.type())) {
        String field = inner.field().getSimpleName().toString();
        add(method + capitalized(field), path + "/" + field, inner.type(), position, around);
      }
    }
    around.pop();
  }

  /** All layers, sorted by their methods. */
  List<CodeLayer> layers() {
    Collection<CodeLayer> layers = byMethod.values();
    return List.copyOf(layers);
  }

  private void clash(CodeLayer layer, String other) {
    reporter.error(
        layer.position(),
        ErrorCode.NAME_CLASH,
        "Layer \"" + layer.path() + "\"",
        other,
        names.explainer());
  }

  static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
