package io.attributable.processor;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Whether annotations may be claimed. javac warns of annotations that no processor claims, and
 * stops calling processors once all are claimed: a later one that processes all annotations, such
 * as Lombok, would not run. So all are claimed only where there is no such processor.
 */
final class Claim {
  private final Set<String> claimed;
  private final boolean alone = isAlone();

  Claim(Set<String> claimed) {
    this.claimed = claimed;
  }

  boolean isFree(RoundEnvironment round) {
    return alone || leavesOthers(round.getRootElements());
  }

  private boolean leavesOthers(Iterable<? extends Element> elements) {
    for (Element element : elements) {
      boolean other =
          element.getAnnotationMirrors().stream()
              .map(mirror -> (TypeElement) mirror.getAnnotationType().asElement())
              .anyMatch(type -> !claimed.contains(type.getQualifiedName().toString()));
      if (other || leavesOthers(element.getEnclosedElements())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAlone() {
    try {
      List<String> packages =
          ServiceLoader.load(Processor.class, Claim.class.getClassLoader()).stream()
              .map(processor -> processor.type().getPackageName())
              .distinct()
              .toList();
      return packages.equals(List.of(Claim.class.getPackageName()));
    } catch (ServiceConfigurationError unreadable) {
      return false;
    }
  }
}
