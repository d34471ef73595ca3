package io.attributable.graph.fingerprint;

import io.attributable.graph.fingerprint.Step.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;

/** Reads a function of the file. */
final class FunctionSteps {
  private static final String SHARED_NAME = "shared_name";

  private final FunctionDef function;
  private final CanonicalAttributes contents;

  FunctionSteps(FunctionDef function, CanonicalAttributes contents) {
    this.function = function;
    this.contents = contents;
  }

  Steps read() {
    Map<String, Step> steps = new LinkedHashMap<>();
    List<ArgDef> arguments = function.getSignature().getInputArgList();
    for (int i = 0; i < arguments.size(); i++) {
      String content = i + " " + arguments.get(i).getType().name();
      steps.put(arguments.get(i).getName(), Step.argument(content));
    }
    function.getNodeDefList().forEach(node -> steps.put(node.getName(), step(node)));
    return new Steps(steps, results(), List.copyOf(function.getControlRetMap().values()));
  }

  private List<Steps.Result> results() {
    List<Steps.Result> results = new ArrayList<>();
    for (ArgDef output : function.getSignature().getOutputArgList()) {
      String tensor = function.getRetOrDefault(output.getName(), output.getName());
      results.add(new Steps.Result(output.getType().name(), source(tensor)));
    }
    return results;
  }

  private Step step(NodeDef node) {
    List<Source> inputs = new ArrayList<>();
    List<String> controls = new ArrayList<>();
    for (String input : node.getInputList()) {
      if (input.startsWith("^")) {
        controls.add(input.substring(1));
      } else {
        inputs.add(source(input));
      }
    }
    String content = contents.of(node.getOp(), node.getAttrMap()) + shared(node);
    return new Step(
        CanonicalAttributes.op(node.getOp()), content, Optional.empty(), inputs, controls);
  }

  /** State made in a function is known by its name alone: others may share it from outside. */
  private static String shared(NodeDef node) {
    AttrValue name = node.getAttrMap().get(SHARED_NAME);
    return name == null ? "" : " shared " + name.getS().toStringUtf8();
  }

  private static Source source(String tensor) {
    int colon = tensor.indexOf(':');
    return colon < 0
        ? new Source(tensor, "0")
        : new Source(tensor.substring(0, colon), tensor.substring(colon + 1));
  }
}
