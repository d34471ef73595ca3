package io.attributable.processor.harness;

import io.attributable.processor.AttributableProcessor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.Completion;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * The processor in an environment that is not the compiler's own, as Gradle and IntelliJ hand it
 * out, which records what sources are generated for.
 */
public final class WrappedProcessor implements Processor {
  private final Processor processor = new AttributableProcessor();
  private final Map<String, List<String>> origins = new TreeMap<>();

  /** The originating elements of each generated source. */
  public Map<String, List<String>> origins() {
    return origins;
  }

  @Override
  public void init(ProcessingEnvironment environment) {
    Filer filer = wrap(Filer.class, environment.getFiler(), Map.of());
    processor.init(wrap(ProcessingEnvironment.class, environment, Map.of("getFiler", filer)));
  }

  private <T> T wrap(Class<T> type, T wrapped, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createSourceFile")) {
                record((CharSequence) arguments[0], (Element[]) arguments[1]);
              }
              if (results.containsKey(method.getName())) {
                return results.get(method.getName());
              }
              try {
                return method.invoke(wrapped, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void record(CharSequence source, Element... elements) {
    List<String> names = new ArrayList<>();
    for (Element element : elements) {
      names.add(element.toString());
    }
    origins.put(source.toString(), names);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    return processor.process(annotations, round);
  }

  @Override
  public Set<String> getSupportedOptions() {
    return processor.getSupportedOptions();
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return processor.getSupportedAnnotationTypes();
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return processor.getSupportedSourceVersion();
  }

  @Override
  public Iterable<? extends Completion> getCompletions(
      Element element, AnnotationMirror annotation, ExecutableElement member, String text) {
    return processor.getCompletions(element, annotation, member, text);
  }
}
