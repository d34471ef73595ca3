package io.attributable.processor;

import com.google.auto.service.AutoService;
import io.attributable.processor.compiler.ProcessorOptions;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Declares the options of {@link AttributableProcessor} where nothing is annotated for it, such as
 * in tests, which build tools compile with the same options: javac warns of options that no called
 * processor declares, which {@code -Werror} makes an error. Claims no annotations.
 */
@SuppressWarnings("exports") // The annotation is of no use to callers.
@AutoService(Processor.class)
public final class KnownOptionsProcessor extends AbstractProcessor {

  /** For compilers. */
  public KnownOptionsProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
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
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return false;
  }
}
