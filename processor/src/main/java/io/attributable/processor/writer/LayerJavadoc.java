package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.graph.declared.ModelTensor;
import io.attributable.processor.binding.LayerBinding;
import java.util.Locale;

/** Documents the layer that a method explains, and its tensors. */
final class LayerJavadoc {
  private LayerJavadoc() {}

  static CodeBlock of(LayerBinding layer) {
    CodeBlock.Builder text = CodeBlock.builder().add("Explains $L", name(layer));
    if (layer.tensors().isEmpty()) {
      return text.add(", which was not checked against the model.\n").build();
    }
    text.add(":\n\n<ul>\n");
    for (ModelTensor tensor : layer.tensors()) {
      text.add("  <li>$L: $L\n", Html.code(tensor.name()), InputJavadoc.text(tensor));
    }
    return text.add("</ul>\n").build();
  }

  /** Port and address, such as {@code the output of layer dense_1}. */
  static String name(LayerBinding layer) {
    return "the "
        + layer.port().name().toLowerCase(Locale.ROOT)
        + " of layer "
        + Html.code(layer.address());
  }
}
