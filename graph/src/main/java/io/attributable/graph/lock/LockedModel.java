package io.attributable.graph.lock;

import io.attributable.graph.declared.CheckedLayer;
import io.attributable.graph.declared.CheckedModel;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.declared.ModelTensor;
import java.util.ArrayList;
import java.util.List;

/** Writes the lock file's lines of a checked model. */
final class LockedModel {
  static final String UNCHECKED = "unchecked";

  private final CheckedModel model;
  private final List<LockLine> lines = new ArrayList<>();

  private LockedModel(CheckedModel model) {
    this.model = model;
  }

  static LockSection of(CheckedModel model) {
    return new LockedModel(model).section();
  }

  private LockSection section() {
    DeclaredModel declared = model.declared();
    add("model " + LockLine.quoted(declared.savedModel()));
    add("signature " + LockLine.quoted(declared.signature()));
    declared.output().ifPresent(output -> add("towards " + LockLine.quoted(output)));
    model.inputs().forEach(input -> add("input", input));
    model.outputs().forEach(output -> add("output", output));
    LockSection.sorted(model.layers()).forEach(this::add);
    model.graph().ops().forEach((op, count) -> add("op " + oneWord(op) + " " + count));
    add("graph " + model.graph().hash());
    return new LockSection(declared.name(), lines);
  }

  private void add(String kind, ModelTensor tensor) {
    add(kind + " " + LockLine.quoted(tensor.name()) + " " + tensor.typeAndShape());
  }

  private void add(CheckedLayer layer) {
    String key = LockSection.key(layer.layer());
    if (layer.tensors().isEmpty()) {
      add(key + " " + UNCHECKED);
      return;
    }
    List<String> positions = model.graph().positions(layer.layer());
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
