package io.attributable.tensorflow;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Models {@code y = loop(2x)} whose loops never end, in all places where a loop can stand: its
 * condition waits for a number that its body, a hyperbolic tangent, never reaches.
 */
enum EndlessLoop {
  STATELESS(loop("StatelessWhile", "y", "hidden/Mul", true)),
  STATEFUL(loop("While", "y", "hidden/Mul", true)),
  AS_FUNCTIONS(loop("While", "y", "hidden/Mul", false)),
  CALLED(
      node("y", "PartitionedCall", "hidden/Mul")
          + attr("Tin", "list { type: DT_FLOAT }")
          + attr("Tout", "list { type: DT_FLOAT }")
          + attr("f", "func { name: \"called\" }")
          + "}"),
  BRANCH(
      constant("yes", "DT_BOOL", "bool_val: true")
          + node("y", "StatelessIf", "yes", "hidden/Mul")
          + attr("Tcond", "type: DT_BOOL")
          + attr("Tin", "list { type: DT_FLOAT }")
          + attr("Tout", "list { type: DT_FLOAT }")
          + attr("then_branch", "func { name: \"called\" }")
          + attr("else_branch", "func { name: \"body\" }")
          + attr("_lower_using_switch_merge", "b: true")
          + "}"),
  BEHIND_PRODUCTS(
      matrix("first")
          + node("once", "MatMul", "hidden/Mul", "first")
          + attr("T", "type: DT_FLOAT")
          + "}"
          + node("twice", "MatMul", "once", "first")
          + attr("T", "type: DT_FLOAT")
          + "}"
          + loop("While", "y", "twice", true)),
  INNER(
      node("y", "StatelessWhile", "hidden/Mul")
          + attr("T", "list { type: DT_FLOAT }")
          + attr("cond", "func { name: \"cond\" }")
          + attr("body", "func { name: \"called\" }")
          + attr("_lower_using_switch_merge", "b: true")
          + "}"),
  FRAME(
      framed("Enter", "enter", "hidden/Mul")
          + attr("frame_name", "s: \"loop/frame\"")
          + "}"
          + framed("Merge", "merge", "enter", "again")
          + attr("N", "i: 2")
          + "}"
          + constant("most", "DT_FLOAT", "float_val: 10", "^loop/merge")
          + constant("axes", "DT_INT32", "int_val: 0 int_val: 1", "^loop/merge")
              .replace("tensor_shape {}", "tensor_shape { dim { size: 2 } }")
          + node("loop/Max", "Max", "loop/merge", "axes")
          + attr("T", "type: DT_FLOAT")
          + "}"
          + node("loop/Less", "Less", "loop/Max", "most")
          + attr("T", "type: DT_FLOAT")
          + "}"
          + node("loop/cond", "LoopCond", "loop/Less")
          + "}"
          + framed("Switch", "gate", "merge", "cond")
          + "}"
          + framed("Identity", "inside", "gate:1")
          + "}"
          + framed("Tanh", "Tanh", "inside")
          + "}"
          + framed("NextIteration", "again", "Tanh")
          + "}"
          + framed("Exit", "Exit", "gate")
          + "}"
          + node("y", "Identity", "loop/Exit")
          + attr("T", "type: DT_FLOAT")
          + "}");

  private final String nodes;

  EndlessLoop(String nodes) {
    this.nodes = nodes;
  }

  /** Writes the model into a folder of its own. */
  Path write(Path folder) {
    return write(folder.resolve(name()), nodes + FUNCTIONS);
  }

  /** A model whose loop ends after so many iterations, though nobody knows before. */
  static Path ending(Path folder, int iterations) {
    String counted =
        constant("zero", "DT_INT32", "int_val: 0")
            + node("loop", "StatelessWhile", "hidden/Mul", "zero")
            + attr("T", "list { type: DT_FLOAT type: DT_INT32 }")
            + attr("cond", "func { name: \"counted_cond\" }")
            + attr("body", "func { name: \"counted_body\" }")
            + "}"
            + node("y", "Identity", "loop")
            + attr("T", "type: DT_FLOAT")
            + "}"
            + "library {"
            + function("counted_cond", "v: DT_FLOAT, i: DT_INT32", "more: DT_BOOL")
            + nodeIn(constant("most", "DT_INT32", "int_val: " + iterations))
            + nodeIn(node("less", "Less", "i", "most:output:0") + attr("T", "type: DT_INT32") + "}")
            + "ret { key: \"more\" value: \"less:z:0\" } }"
            + function("counted_body", "v: DT_FLOAT, i: DT_INT32", "w: DT_FLOAT, j: DT_INT32")
            + nodeIn(constant("one", "DT_INT32", "int_val: 1"))
            + nodeIn(node("next", "AddV2", "i", "one:output:0") + attr("T", "type: DT_INT32") + "}")
            + nodeIn(node("tanh", "Tanh", "v") + attr("T", "type: DT_FLOAT") + "}")
            + "ret { key: \"w\" value: \"tanh:y:0\" } ret { key: \"j\" value: \"next:z:0\" } } }";
    return write(folder.resolve("ending"), counted);
  }

  private static final String FUNCTIONS =
      "library {"
          + function("cond", "v: DT_FLOAT", "more: DT_BOOL")
          + nodeIn(constant("most", "DT_FLOAT", "float_val: 10"))
          + nodeIn(
              constant("axes", "DT_INT32", "int_val: 0 int_val: 1")
                  .replace("tensor_shape {}", "tensor_shape { dim { size: 2 } }"))
          + nodeIn(node("max", "Max", "v", "axes:output:0") + attr("T", "type: DT_FLOAT") + "}")
          + nodeIn(
              node("less", "Less", "max:output:0", "most:output:0")
                  + attr("T", "type: DT_FLOAT")
                  + "}")
          + "ret { key: \"more\" value: \"less:z:0\" } }"
          + function("body", "v: DT_FLOAT", "w: DT_FLOAT")
          + nodeIn(node("tanh", "Tanh", "v") + attr("T", "type: DT_FLOAT") + "}")
          + "ret { key: \"w\" value: \"tanh:y:0\" } }"
          + function("called", "v: DT_FLOAT", "w: DT_FLOAT")
          + nodeIn(loop("StatelessWhile", "while", "v", true))
          + "ret { key: \"w\" value: \"while:output:0\" } } }";

  private static Path write(Path folder, String rest) {
    String graph =
        "versions { producer: 1882 }"
            + node("x", "Placeholder")
            + attr("dtype", "type: DT_FLOAT")
            + attr("shape", "shape { dim { size: -1 } dim { size: 3 } }")
            + "}"
            + constant("two", "DT_FLOAT", "float_val: 2")
            + node("hidden/Mul", "Mul", "x", "two")
            + attr("T", "type: DT_FLOAT")
            + "}"
            + rest;
    String model =
        "saved_model_schema_version: 1 meta_graphs { meta_info_def { tags: \"serve\""
            + " tensorflow_version: \"2.18.0\" } signature_def { key: \"serving_default\" value {"
            + " method_name: \"tensorflow/serving/predict\""
            + info("inputs", "x", "x:0")
            + info("outputs", "y", "y:0")
            + "} } }";
    try {
      SavedModel.Builder built = SavedModel.newBuilder();
      TextFormat.merge(model, built);
      GraphDef.Builder parsed = GraphDef.newBuilder();
      TextFormat.merge(graph, parsed);
      built.getMetaGraphsBuilder(0).setGraphDef(parsed);
      Files.createDirectories(folder);
      Files.write(folder.resolve("saved_model.pb"), built.build().toByteArray());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String loop(String op, String name, String input, boolean lowered) {
    return node(name, op, input)
        + attr("T", "list { type: DT_FLOAT }")
        + attr("cond", "func { name: \"cond\" }")
        + attr("body", "func { name: \"body\" }")
        + attr("_lower_using_switch_merge", "b: " + lowered)
        + "}";
  }

  private static String framed(String op, String name, String... inputs) {
    String[] inside =
        Stream.of(inputs)
            .map(input -> input.startsWith("hidden") ? input : "loop/" + input)
            .toArray(String[]::new);
    return node("loop/" + name, op, inside) + attr("T", "type: DT_FLOAT");
  }

  private static String node(String name, String op, String... inputs) {
    return "node { name: \""
        + name
        + "\" op: \""
        + op
        + "\""
        + Stream.of(inputs).map(i -> " input: \"" + i + "\"").collect(Collectors.joining());
  }

  private static String nodeIn(String node) {
    return "node_def" + node.substring("node".length());
  }

  private static String constant(String name, String type, String value, String... controls) {
    return node(name, "Const", controls)
        + attr("dtype", "type: " + type)
        + attr("value", "tensor { dtype: " + type + " tensor_shape {} " + value + " }")
        + "}";
  }

  private static String matrix(String name) {
    return constant(name, "DT_FLOAT", "float_val: 0.1")
        .replace("tensor_shape {}", "tensor_shape { dim { size: 3 } dim { size: 3 } }");
  }

  private static String attr(String key, String value) {
    return " attr { key: \"" + key + "\" value { " + value + " } }";
  }

  private static String function(String name, String inputs, String outputs) {
    return "function { signature { name: \""
        + name
        + "\""
        + arguments("input_arg", inputs)
        + arguments("output_arg", outputs)
        + "}";
  }

  private static String arguments(String kind, String all) {
    return Stream.of(all.split(", "))
        .map(each -> each.split(": "))
        .map(each -> " " + kind + " { name: \"" + each[0] + "\" type: " + each[1] + " }")
        .collect(Collectors.joining());
  }

  private static String info(String kind, String key, String tensor) {
    return " "
        + kind
        + " { key: \""
        + key
        + "\" value { name: \""
        + tensor
        + "\" dtype: DT_FLOAT tensor_shape { dim { size: -1 } dim { size: 3 } } } }";
  }
}
