package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.lock.LockedGraph;
import io.attributable.processor.binding.LayerBinding;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.descriptor.InputDescriptor;
import javax.lang.model.element.Modifier;

/** Writes the constant with the contract that the explainer was compiled against. */
final class ContractWriter {
  private ContractWriter() {}

  static FieldSpec write(ExplainerDescriptor descriptor) {
    return FieldSpec.builder(
            Types.CONTRACT, "CONTRACT", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("What the model was when this was compiled.\n")
        .initializer(contract(descriptor))
        .build();
  }

  private static CodeBlock contract(ExplainerDescriptor descriptor) {
    CodeBlock.Builder contract =
        CodeBlock.builder()
            .add(
                "$T.of($S, $S)",
                Types.CONTRACT,
                Types.explained(descriptor).canonicalName(),
                descriptor.signature())
            .indent()
            .indent();
    for (InputDescriptor input : descriptor.inputs()) {
      add(contract, "input", input.tensor());
    }
    descriptor.optionalInputs().forEach(input -> add(contract, "input", input.tensor()));
    descriptor.outputs().forEach(output -> add(contract, "output", output));
    descriptor.output().ifPresent(output -> contract.add("\n.towards($S)", output));
    descriptor.layers().stream()
        .filter(layer -> !layer.tensors().isEmpty())
        .forEach(layer -> add(contract, layer));
    descriptor.lock().ifPresent(lock -> add(contract, lock));
    return contract.unindent().unindent().build();
  }

  private static void add(CodeBlock.Builder contract, LockedGraph lock) {
    contract.add("\n.graph($S", lock.hash());
    lock.ops().forEach(op -> contract.add(", $S", op));
    contract.add(")");
    for (LockedGraph.Layer layer : lock.layers()) {
      contract.add("\n.lockedLayer($S, $T.$L", layer.address(), Types.PORT, layer.port());
      layer.positions().forEach(position -> contract.add(", $S", position));
      contract.add(")");
    }
  }

  private static void add(CodeBlock.Builder contract, String kind, ModelTensor tensor) {
    contract.add("\n.$L($S, $S, $S)", kind, tensor.name(), tensor.type(), tensor.shape());
  }

  private static void add(CodeBlock.Builder contract, LayerBinding layer) {
    String kind = layer.explainable() ? "layer" : "unexplained";
    contract.add("\n.$L($S, $T.$L", kind, layer.address(), Types.PORT, layer.port());
    layer.tensors().forEach(tensor -> contract.add(", $S", tensor.typeAndShape()));
    contract.add(")");
  }
}
