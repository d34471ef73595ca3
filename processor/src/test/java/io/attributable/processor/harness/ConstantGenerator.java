package io.attributable.processor.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Another processor, which generates {@code demo.LayerNames} in the first round. */
public final class ConstantGenerator extends AbstractProcessor {
  private boolean done;

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("*");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!done) {
      done = true;
      generate();
    }
    return false;
  }

  private void generate() {
    try (Writer source =
        processingEnv.getFiler().createSourceFile("demo.LayerNames").openWriter()) {
      source.write(
          "package demo; class LayerNames { static final String CONVOLUTION = \"conv1\"; }");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
