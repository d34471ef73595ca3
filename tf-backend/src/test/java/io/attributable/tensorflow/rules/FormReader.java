package io.attributable.tensorflow.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.attributable.graph.flat.Attributes;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.NodeOutputs;
import io.attributable.graph.tensor.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OpDef;

/** One form of an op, read from the words of a row: inputs in order, then attributes. */
final class FormReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String OUTPUTS = "outputs=";

  private final OpDef op;
  private final List<String> words;
  private final List<Value> inputs = new ArrayList<>();
  private final Set<Integer> varied = new HashSet<>();
  private final Set<Integer> wanted = new HashSet<>();
  private final Map<String, AttrValue> attributes = new HashMap<>();

  FormReader(OpDef op, List<String> words) {
    this.op = op;
    this.words = words;
  }

  OpNode node() {
    for (String word : words) {
      if (word.startsWith(OUTPUTS)) {
        numbers(json(word.substring(OUTPUTS.length()))).forEach(i -> wanted.add((int) i));
      } else if (word.matches("[a-zA-Z_]+=.*")) {
        addAttribute(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
      } else {
        addInput(word);
      }
    }
    inferTypes();
    for (OpDef.AttrDef attribute : op.getAttrList()) {
      if (attribute.hasDefaultValue()) {
        attributes.putIfAbsent(attribute.getName(), attribute.getDefaultValue());
      }
    }
    List<FlatNode.Output> outputs =
        NodeOutputs.types(op, attributes).stream()
            .map(type -> new FlatNode.Output(type, Shape.unknown()))
            .toList();
    FlatNode node = new FlatNode("op", "op", 0, op, List.of(), List.of(), attributes, outputs);
    Set<Integer> used =
        IntStream.range(0, outputs.size())
            .filter(i -> Types.isFloat(outputs.get(i).type()))
            .filter(i -> wanted.isEmpty() || wanted.contains(i))
            .boxed()
            .collect(Collectors.toSet());
    return new OpNode(op.getName() + " " + String.join(" ", words), node, inputs, varied, used);
  }

  /** {@code f[2,3]}: floats to be varied; {@code k[2,3]}: not; {@code i:}, {@code b:}: literals. */
  private void addInput(String word) {
    char kind = word.charAt(0);
    if (kind == 'f') {
      varied.add(inputs.size());
    }
    inputs.add(word.charAt(1) == ':' ? literal(kind, word.substring(2)) : made(word));
  }

  private static DataType type(char kind) {
    return switch (kind) {
      case 'i' -> DataType.DT_INT32;
      case 'b' -> DataType.DT_BOOL;
      default -> DataType.DT_FLOAT;
    };
  }

  /** {@code f[2,3]+1}: numbers between 0 and 1, no two alike, and what is added to them. */
  private Value made(String word) {
    int end = word.indexOf(']');
    Shape shape = shape(word.substring(1, end + 1));
    double offset = end + 1 < word.length() ? Double.parseDouble(word.substring(end + 1)) : 0;
    int first = inputs.size();
    double[] numbers =
        IntStream.range(0, (int) shape.size())
            .mapToDouble(i -> offset + 0.05 + 0.9 * ((0.381 * i + 0.217 * first + 0.113) % 1))
            .toArray();
    return new Value(type(word.charAt(0)), shape, numbers);
  }

  private static Shape shape(String text) {
    return Shape.of(numbers(json(text)).mapToLong(size -> (long) size).toArray());
  }

  private static Value literal(char kind, String text) {
    if (text.startsWith("empty")) {
      return new Value(type(kind), shape(text.substring("empty".length())), new double[0]);
    }
    JsonNode json = json(text);
    List<Long> sizes = new ArrayList<>();
    for (JsonNode part = json; part != null && part.isArray(); part = part.get(0)) {
      sizes.add((long) part.size());
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    return new Value(type(kind), shape, numbers(json).toArray());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static DoubleStream numbers(JsonNode json) {
    return json.isArray()
        ? IntStream.range(0, json.size()).boxed().flatMapToDouble(i -> numbers(json.get(i)))
        : DoubleStream.of(json.asDouble());
  }

  private void addAttribute(String name, String text) {
    OpDef.AttrDef attribute =
        op.getAttrList().stream()
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(op.getName() + " has no attribute " + name));
    attributes.put(
        name,
        switch (attribute.getType()) {
          case "int" -> Attributes.of(Long.parseLong(text));
          case "bool" -> Attributes.of(Boolean.parseBoolean(text));
          case "float" -> AttrValue.newBuilder().setF(Float.parseFloat(text)).build();
          case "type" -> Attributes.of(DataType.valueOf("DT_" + text));
          case "string" -> AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
          case "shape" -> AttrValue.newBuilder().setShape(Types.proto(shape(text))).build();
          case "list(int)" ->
              Attributes.of(numbers(json(text)).mapToObj(number -> (long) number).toList());
          default -> throw new AssertionError(attribute);
        });
  }

  /** How many tensors each list of this length has, if no other is left over. */
  private long count(String attribute) {
    long lists =
        op.getInputArgList().stream()
            .filter(each -> each.getNumberAttr().equals(attribute))
            .count();
    return (inputs.size() - op.getInputArgCount() + lists) / lists;
  }

  private void inferTypes() {
    int next = 0;
    for (OpDef.ArgDef argument : op.getInputArgList()) {
      int count = 1;
      if (!argument.getNumberAttr().isEmpty()) {
        attributes.putIfAbsent(
            argument.getNumberAttr(), Attributes.of(count(argument.getNumberAttr())));
        count = (int) attributes.get(argument.getNumberAttr()).getI();
      }
      if (!argument.getTypeListAttr().isEmpty()) {
        count = inputs.size() - op.getInputArgCount() + 1;
        AttrValue.ListValue.Builder types = AttrValue.ListValue.newBuilder();
        inputs.subList(next, next + count).forEach(value -> types.addType(value.type()));
        attributes.put(argument.getTypeListAttr(), AttrValue.newBuilder().setList(types).build());
      } else if (!argument.getTypeAttr().isEmpty() && count > 0) {
        attributes.put(argument.getTypeAttr(), Attributes.of(inputs.get(next).type()));
      } else if (argument.getType() != DataType.DT_INVALID) {
        inputs.set(next, inputs.get(next).as(argument.getType()));
      }
      next += count;
    }
  }
}
