package io.attributable.processor.writer;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import javax.lang.model.element.Modifier;

/** Writes fields, with the comment that {@code -Xdoclint:all} requires of private ones, too. */
final class Fields {
  private Fields() {}

  /** A field that is set once. */
  static FieldSpec of(TypeName type, String name, String comment) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL)
        .addJavadoc("$L\n", comment)
        .build();
  }
}
