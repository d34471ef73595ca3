package io.attributable.processor.descriptor;

import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.lock.LockedGraph;
import io.attributable.processor.binding.LayerBinding;
import io.attributable.processor.declaration.GeneratedNames;
import java.util.List;
import java.util.Optional;

/**
 * The explainer that will be generated.
 *
 * @param names the names of what is generated
 * @param isPublic whether the interface, and so what is generated, is public
 * @param interfaceName the interface's name within its package, such as {@code Outer.Digits}
 * @param savedModel the model's directory as written
 * @param signature the signature that is run
 * @param output the output to explain, where one is named
 * @param attributionMethod the name of the attribution method, where one is named
 * @param allowedOps names of ops that may reach outside of the model's graph
 * @param inputs required ones in the order of their methods; at least one
 * @param optionalInputs inputs with a default
 * @param outputs the signature's outputs
 * @param layers sorted by method; at least one
 * @param lock the lock of the model's graph, where there is one
 */
public record ExplainerDescriptor(
    GeneratedNames names,
    boolean isPublic,
    String interfaceName,
    String savedModel,
    String signature,
    Optional<String> output,
    Optional<String> attributionMethod,
    List<String> allowedOps,
    List<InputDescriptor> inputs,
    List<InputDescriptor> optionalInputs,
    List<ModelTensor> outputs,
    List<LayerBinding> layers,
    Optional<LockedGraph> lock) {

  /** Copies the lists. */
  public ExplainerDescriptor {
    allowedOps = List.copyOf(allowedOps);
    inputs = List.copyOf(inputs);
    optionalInputs = List.copyOf(optionalInputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }

  /** The same explainer, which only loads what a lock file allows. */
  public ExplainerDescriptor lockedTo(Optional<LockedGraph> graph) {
    return new ExplainerDescriptor(
        names,
        isPublic,
        interfaceName,
        savedModel,
        signature,
        output,
        attributionMethod,
        allowedOps,
        inputs,
        optionalInputs,
        outputs,
        layers,
        graph);
  }
}
