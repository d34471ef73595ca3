package io.attributable.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The types that a public class shows to who uses or extends it. */
final class Signatures {

  /** A type that is shown, and where. */
  record Use(String where, JavaClass shown) {
    @Override
    public String toString() {
      return where + " shows " + shown.getName();
    }
  }

  private final List<Use> uses = new ArrayList<>();

  private Signatures() {}

  static List<Use> of(JavaClass type) {
    Signatures signatures = new Signatures();
    if (isSeen(type)) {
      signatures.addHead(type);
      type.getMembers().stream()
          .filter(Signatures::isSeen)
          .forEach(member -> signatures.addMember(type, member));
    }
    return signatures.uses;
  }

  private void addHead(JavaClass type) {
    Collection<JavaType> types = new LinkedHashSet<>(type.getInterfaces());
    type.getSuperclass().ifPresent(types::add);
    type.getTypeParameters().forEach(parameter -> types.addAll(parameter.getUpperBounds()));
    add(type.getName(), types);
  }

  private void addMember(JavaClass owner, JavaMember member) {
    Collection<JavaType> types = new LinkedHashSet<>();
    if (member instanceof JavaCodeUnit unit) {
      types.add(unit.getReturnType());
      types.addAll(unit.getParameterTypes());
      types.addAll(unit.getExceptionTypes());
      unit.getTypeParameters().forEach(parameter -> types.addAll(parameter.getUpperBounds()));
    } else if (member instanceof JavaField field) {
      types.add(field.getType());
    }
    add(owner.getName() + "." + member.getName(), types);
  }

  private void add(String where, Collection<JavaType> types) {
    types.stream()
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .distinct()
        .forEach(type -> uses.add(new Use(where, type)));
  }

  private static boolean isSeen(JavaClass type) {
    Stream<JavaClass> around =
        Stream.iterate(
                Optional.of(type), Optional::isPresent, each -> each.get().getEnclosingClass())
            .map(Optional::orElseThrow);
    return around.allMatch(each -> isSeen(each.getModifiers()));
  }

  /** What Kotlin keeps to a module is public to the JVM, with the module in its name. */
  private static boolean isSeen(JavaMember member) {
    return isSeen(member.getModifiers()) && !member.getName().contains("$");
  }

  private static boolean isSeen(Set<JavaModifier> modifiers) {
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }
}
