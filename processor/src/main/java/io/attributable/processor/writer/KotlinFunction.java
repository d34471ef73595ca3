package io.attributable.processor.writer;

import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.descriptor.InputDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Kotlin extension function of an explainer: every input is a parameter, so that calls can name
 * inputs and must give them all; options are in a block behind them.
 *
 * @param name its name
 * @param what the explained part, as a sentence without its full stop
 * @param begin the member that begins the request; empty if the first input does
 * @param result the type of the result
 * @param bytes whether strings are given as bytes
 */
record KotlinFunction(
    ExplainerDescriptor descriptor,
    String name,
    String what,
    Optional<String> begin,
    String result,
    boolean bytes) {

  /** The same for strings that are given as bytes. */
  KotlinFunction ofBytes() {
    return new KotlinFunction(descriptor, name, what, begin, result, true);
  }

  /** Runs where it is called. */
  String blocking() {
    return text(false);
  }

  /** Runs on the threads of a dispatcher. */
  String suspending() {
    return text(true);
  }

  private String text(boolean suspending) {
    String options = parameter("options");
    String dispatcher = parameter("on");
    StringBuilder text = new StringBuilder(documentation(suspending, dispatcher, options));
    text.append(suspending ? "public suspend fun " : "public fun ")
        .append("%s.%s(\n".formatted(explainer(), KotlinName.of(name)));
    descriptor.inputs().forEach(input -> text.append("    %s,\n".formatted(declaration(input))));
    descriptor
        .optionalInputs()
        .forEach(input -> text.append("    %s? = null,\n".formatted(declaration(input))));
    if (suspending) {
      text.append("    %s: CoroutineDispatcher,\n".formatted(dispatcher));
    }
    return text.append("    %s: AttributionScope.() -> Unit = {},\n".formatted(options))
        .append("): %s =\n    this".formatted(result))
        .append(chain(suspending ? dispatcher + ", " + options : options))
        .toString();
  }

  private String documentation(boolean suspending, String dispatcher, String options) {
    StringBuilder text =
        new StringBuilder(
            "/**\n * %s%s.\n *\n"
                .formatted(what, suspending ? ", on the threads of a dispatcher" : ""));
    for (InputDescriptor input : all()) {
      String byDefault =
          input.tensor().byDefault().map(value -> "; by default " + Kdoc.code(value)).orElse("");
      text.append(" * @param %s ".formatted(KotlinName.of(input.method())))
          .append("input %s: ".formatted(Kdoc.code(input.tensor().name())))
          .append(Kdoc.code(input.tensor().type() + input.tensor().shape()))
          .append(byDefault + "\n");
    }
    if (suspending) {
      text.append(" * @param %s whose threads run the model\n".formatted(dispatcher));
    }
    return text.append(
            " * @param %s the target, the mode and what else may be chosen\n".formatted(options))
        .append(" */\n")
        .toString();
  }

  private String declaration(InputDescriptor input) {
    return KotlinName.of(input.method()) + ": " + type(input);
  }

  private String chain(String arguments) {
    Stream<String> inputs =
        descriptor.inputs().stream()
            .map(input -> KotlinName.of(input.method()))
            .map(input -> input + "(" + input + ")");
    Stream<String> optional = descriptor.optionalInputs().stream().map(this::givenIfAny);
    return Stream.of(begin.stream(), inputs, optional, Stream.of("attribute(" + arguments + ")"))
        .flatMap(calls -> calls)
        .map(call -> "\n        ." + call)
        .collect(Collectors.joining("", "", "\n"));
  }

  /** Gives an input by its name, unless it is left out. */
  private String givenIfAny(InputDescriptor input) {
    String parameter = KotlinName.of(input.method());
    boolean wrapped = input.isScalar() && !(bytes && input.isOneString());
    String value = wrapped ? "NdArrays." + maker(input) + "(it)" : "it";
    return "apply { %s?.let { input(%s, %s) } }"
        .formatted(parameter, KotlinName.literal(input.tensor().name()), value);
  }

  private static String maker(InputDescriptor input) {
    return input.dtype() == Dtype.STRING ? "scalarOfObject" : "scalarOf";
  }

  private List<InputDescriptor> all() {
    return Stream.concat(descriptor.inputs().stream(), descriptor.optionalInputs().stream())
        .toList();
  }

  private String parameter(String wanted) {
    List<String> inputs = all().stream().map(InputDescriptor::method).toList();
    return KotlinName.unlike(inputs, wanted);
  }

  private String explainer() {
    return KotlinName.of(descriptor.names().explainer());
  }

  private String type(InputDescriptor input) {
    if (input.dtype() == Dtype.STRING) {
      return strings(input);
    }
    JavaArray array = input.dtype().array();
    return input.isScalar() ? element(array) : array.typeName();
  }

  private String strings(InputDescriptor input) {
    boolean scalar = input.isScalar();
    if (bytes && input.isOneString()) {
      return scalar ? "ByteArray" : "List<ByteArray>";
    }
    return scalar ? "String" : "NdArray<*>";
  }

  /** Such as {@code Float}; Kotlin's types are called like Java's, but for their first letter. */
  private static String element(JavaArray type) {
    String name = type.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
