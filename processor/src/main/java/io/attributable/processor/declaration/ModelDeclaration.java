package io.attributable.processor.declaration;

import io.attributable.graph.declared.DeclaredModel;
import io.attributable.processor.compiler.SourcePosition;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * An interface marked {@code @AttributedModel}.
 *
 * @param type the interface
 * @param names the names of what is generated for it
 * @param savedModel the model's directory as written
 * @param signature the signature's name
 * @param output the output to explain, where one is named
 * @param attributionMethod the name of the attribution method, where one is named
 * @param allowedOps names of ops that may reach outside of the model's graph
 * @param positions those of the values
 * @param layers the layers, sorted by the names of their methods
 */
public record ModelDeclaration(
    TypeElement type,
    GeneratedNames names,
    String savedModel,
    String signature,
    Optional<String> output,
    Optional<String> attributionMethod,
    List<String> allowedOps,
    Positions positions,
    List<LayerDeclaration> layers) {

  /** Copies the lists. */
  public ModelDeclaration {
    allowedOps = List.copyOf(allowedOps);
    layers = List.copyOf(layers);
  }

  /** The interface's name with those of its enclosing types, such as {@code Outer.Digits}. */
  public String nestedName() {
    return GeneratedNames.nested(type, ".");
  }

  /** The same, as all tools that check models know it. */
  public DeclaredModel declared() {
    return new DeclaredModel(
        type.getQualifiedName().toString(),
        savedModel,
        signature,
        output,
        attributionMethod,
        allowedOps,
        layers.stream().map(LayerDeclaration::declared).toList());
  }

  /**
   * The positions of the values of {@code @AttributedModel}. A default value has the position of
   * the model's directory.
   *
   * @param savedModel the model's directory
   * @param signature the signature's name
   * @param output the output to explain
   */
  public record Positions(
      SourcePosition savedModel, SourcePosition signature, SourcePosition output) {}
}
