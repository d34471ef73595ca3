package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.processor.descriptor.ExplainerDescriptor;

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

  /** The same for a sentence of Javadoc that lists what the explainer is about. */
  static CodeBlock text(ExplainerDescriptor descriptor) {
    CodeBlock.Builder text = CodeBlock.builder();
    descriptor.output().ifPresent(output -> text.add(", output $L", Html.code(output)));
    descriptor.attributionMethod().ifPresent(name -> text.add(", method $L", Html.code(name)));
    return text.build();
  }
}
