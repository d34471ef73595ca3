package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what every request of an explainer begins with, as the annotation says. */
final class RequestDefaults {
  private RequestDefaults() {}

  /** Calls on a request; none where the annotation names nothing. */
  static CodeBlock calls(ExplainerDescriptor descriptor) {
    CodeBlock.Builder calls = CodeBlock.builder();
    descriptor.output().ifPresent(output -> calls.add(".output($S)", output));
    descriptor
        .attributionMethod()
        .ifPresent(name -> calls.add(".method($T.of($S))", Types.METHODS, name));
    return calls.build();
  }

  /** What a request for one layer has instead, where the layer has a method of its own. */
  static CodeBlock ofLayer(Optional<String> method) {
    return method
        .map(name -> CodeBlock.of(".method($T.of($S))", Types.METHODS, name))
        .orElse(CodeBlock.of(""));
  }

  /** The same as the last argument of a layer among others. */
  static CodeBlock argument(Optional<String> method) {
    return method
        .map(name -> CodeBlock.of(", $T.of($S)", Types.METHODS, name))
        .orElse(CodeBlock.of(""));
  }

  /** The names of a layer's columns; nothing where none are declared. */
  static CodeBlock features(String address, List<String> names) {
    if (names.isEmpty()) {
      return CodeBlock.of("");
    }
    CodeBlock.Builder call =
        CodeBlock.builder().add("\n.features($T.of($S", Types.FEATURES, address);
    names.forEach(name -> call.add(", $S", name));
    return call.add("))").build();
  }

  /** How often the model is run for all layers. */
  static String runs(Stream<Optional<String>> methods) {
    return methods.anyMatch(Optional::isPresent)
        ? "in a run for each of their methods"
        : "in one run";
  }

  /** The same for a sentence of Javadoc that lists what the explainer is about. */
  static CodeBlock text(ExplainerDescriptor descriptor) {
    CodeBlock.Builder text = CodeBlock.builder();
    descriptor.output().ifPresent(output -> text.add(", output $L", Html.code(output)));
    descriptor.attributionMethod().ifPresent(name -> text.add(", method $L", Html.code(name)));
    return text.build();
  }
}
