package io.attributable.processor.lock;

import io.attributable.processor.binding.LayerBinding;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.binding.ModelTensor;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;

/** Writes the lock file's lines of a bound interface. */
final class LockedModel {
  static final String UNCHECKED = "unchecked";

  private final ModelBinding binding;
  private final List<LockLine> lines = new ArrayList<>();

  private LockedModel(ModelBinding binding) {
    this.binding = binding;
  }

  static LockSection of(ModelBinding binding) {
    return new LockedModel(binding).section();
  }

  private LockSection section() {
    ModelDeclaration declaration = binding.declaration();
    add("model " + LockLine.quoted(declaration.savedModel()));
    add("signature " + LockLine.quoted(declaration.signature()));
    declaration.output().ifPresent(output -> add("towards " + LockLine.quoted(output)));
    binding.inputs().forEach(input -> add("input", input));
    binding.outputs().forEach(output -> add("output", output));
    LockSection.sorted(binding.layers()).forEach(this::add);
    binding.graph().ops().forEach((op, count) -> add("op " + oneWord(op) + " " + count));
    add("graph " + binding.graph().hash());
    return new LockSection(declaration.type().getQualifiedName().toString(), lines);
  }

  private void add(String kind, ModelTensor tensor) {
    add(kind + " " + LockLine.quoted(tensor.name()) + " " + tensor.typeAndShape());
  }

  private void add(LayerBinding layer) {
    String key = LockSection.key(layer);
    if (layer.tensors().isEmpty()) {
      add(key + " " + UNCHECKED);
      return;
    }
    List<String> positions = binding.graph().positions(layer);
    for (int i = 0; i < positions.size(); i++) {
      add(key + " " + positions.get(i) + " " + layer.tensors().get(i).typeAndShape());
    }
  }

  private void add(String text) {
    lines.add(LockLine.of(text));
  }

  /** The names of a file's own ops may contain any character. */
  private static String oneWord(String op) {
    return op.replaceAll("[^\\p{Graph}]", "_");
  }
}
