package io.attributable.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * What compilers shall not warn of in source that repeats an author's signatures: what the author
 * suppressed, and that something deprecated is extended or overridden. Nothing beyond, as Eclipse's
 * compiler warns of what is suppressed in vain.
 */
final class Suppressed {
  private Suppressed() {}

  /** For a subclass of the class. */
  static List<AnnotationSpec> inSubclassOf(Element type) {
    Set<String> tokens = tokens(type);
    for (Element outer = type; outer != null; outer = outer.getEnclosingElement()) {
      addSuppressed(outer, tokens);
    }
    return annotation(tokens);
  }

  /** For a method or constructor that calls the one of the superclass. */
  static List<AnnotationSpec> inOverrideOf(Element method) {
    return annotation(tokens(method));
  }

  private static Set<String> tokens(Element element) {
    Set<String> tokens = new TreeSet<>();
    addSuppressed(element, tokens);
    Deprecated deprecated = element.getAnnotation(Deprecated.class);
    if (deprecated != null) {
      tokens.add(deprecated.forRemoval() ? "removal" : "deprecation");
    }
    return tokens;
  }

  private static void addSuppressed(Element element, Set<String> tokens) {
    @Nullable SuppressWarnings suppressed = element.getAnnotation(SuppressWarnings.class);
    if (suppressed != null) {
      tokens.addAll(List.of(suppressed.value()));
    }
  }

  private static List<AnnotationSpec> annotation(Set<String> tokens) {
    if (tokens.isEmpty()) {
      return List.of();
    }
    CodeBlock values =
        tokens.stream().map(token -> CodeBlock.of("$S", token)).collect(CodeBlock.joining(", "));
    return List.of(
        AnnotationSpec.builder(SuppressWarnings.class).addMember("value", "{$L}", values).build());
  }
}
