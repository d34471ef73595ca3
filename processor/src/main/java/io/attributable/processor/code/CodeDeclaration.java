package io.attributable.processor.code;

import io.attributable.processor.declaration.GeneratedNames;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * A class marked {@code @AttributedModel}.
 *
 * @param type the class
 * @param names the names of the explainer and its result
 * @param output the output to explain, where one is named
 * @param attributionMethod the name of the attribution method, where one is named
 * @param forward the method that builds the model
 * @param inputs what the explainer is fed
 * @param methods the layers' methods, but for the forward one
 * @param modules the fields with models that have layers of their own
 * @param layers what the explainer has methods for, sorted by these
 */
public record CodeDeclaration(
    TypeElement type,
    GeneratedNames names,
    Optional<String> output,
    Optional<String> attributionMethod,
    CodeMethod forward,
    List<CodeInput> inputs,
    List<CodeMethod> methods,
    List<CodeModule> modules,
    List<CodeLayer> layers) {
  /** Copies the lists. */
  public CodeDeclaration {
    inputs = List.copyOf(inputs);
    methods = List.copyOf(methods);
    modules = List.copyOf(modules);
    layers = List.copyOf(layers);
  }

  /** The class's name with those of its enclosing types, such as {@code Outer.SpiralNet}. */
  public String nestedName() {
    return GeneratedNames.nested(type, ".");
  }

  /** The simple name of the subclass that records. */
  public String recorded() {
    return GeneratedNames.nested(type, "_") + "Recorded";
  }
}
