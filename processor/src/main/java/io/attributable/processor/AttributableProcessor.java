package io.attributable.processor;

import com.google.auto.service.AutoService;
import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.AttributionException;
import io.attributable.Forward;
import io.attributable.processor.compiler.ProcessorOptions;
import io.attributable.processor.declaration.StrayLayers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Generates an explainer for every interface and class marked {@link AttributedModel}. Compilers
 * find it through {@code META-INF/services}.
 *
 * <p>Each explainer depends on one interface and its model, or one class, alone: in incremental
 * builds the processor is isolating. The build must declare the model as an input of the
 * compilation; see docs/options.md.
 */
@SuppressWarnings("exports") // The annotation is of no use to callers.
@AutoService(Processor.class)
public final class AttributableProcessor extends AbstractProcessor {
  /** Ours, and those in generated source. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          Objects.requireNonNull(AttributedModel.class.getCanonicalName()),
          Objects.requireNonNull(Attributable.class.getCanonicalName()),
          Objects.requireNonNull(Forward.class.getCanonicalName()),
          "javax.annotation.processing.Generated",
          "org.jspecify.annotations.NullMarked");

  private final Claim claim = new Claim(ANNOTATIONS);
  private final Set<String> unresolved = new LinkedHashSet<>();
  private @Nullable ExplainerGenerator generator;

  /** For compilers. */
  public AttributableProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return ANNOTATIONS;
  }

  @Override
  public Set<String> getSupportedOptions() {
    return ProcessorOptions.NAMES;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    try {
      generator =
          new ExplainerGenerator(environment, ProcessorOptions.of(environment.getOptions()));
    } catch (AttributionException badOption) {
      environment.getMessager().printMessage(Kind.ERROR, badOption.getMessage());
    }
  }

  /**
   * Claims the annotations: {@code -Xlint:processing} warns of those that no processor claims. See
   * docs/decisions/0028-users-builds.md.
   */
  @Override
  @SuppressWarnings("DoNotClaimAnnotations")
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (generator != null && !round.processingOver()) {
      process(generator, round);
    }
    return claim.isFree(round);
  }

  private void process(ExplainerGenerator known, RoundEnvironment round) {
    for (TypeElement type : types(round).toList()) {
      unresolved.remove(type.getQualifiedName().toString());
      if (known.isResolved(type)) {
        known.generate(type);
      } else {
        unresolved.add(type.getQualifiedName().toString());
      }
    }
    new StrayLayers(processingEnv).report(round);
  }

  /** Those of this round, and those that waited for something to be generated. */
  private Stream<TypeElement> types(RoundEnvironment round) {
    return Stream.concat(
            List.copyOf(unresolved).stream()
                .map(processingEnv.getElementUtils()::getTypeElement)
                .flatMap(Stream::ofNullable),
            ElementFilter.typesIn(round.getElementsAnnotatedWith(AttributedModel.class)).stream())
        .distinct();
  }
}
