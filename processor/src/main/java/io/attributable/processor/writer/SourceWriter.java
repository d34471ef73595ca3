package io.attributable.processor.writer;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.declaration.GeneratedNames;
import io.attributable.processor.descriptor.CodeDescriber;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.io.IOException;
import java.io.Writer;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes the source files of explainers. The same descriptor gives the same bytes. */
public final class SourceWriter {
  static final String PROCESSOR = "io.attributable.processor.AttributableProcessor";

  private final Filer filer;

  /** A writer to the compiler's files. */
  public SourceWriter(Filer filer) {
    this.filer = filer;
  }

  /**
   * Writes the explainer and the record of its attributions.
   *
   * @param origin the interface they are generated for
   * @throws AttributionException NAME_TAKEN if there already is a type of one of the names;
   *     UNWRITABLE_FILE
   */
  public void write(ExplainerDescriptor descriptor, Element origin) {
    write(descriptor, origin, AttributionsWriter.write(descriptor));
    write(descriptor, origin, ExplainerWriter.write(descriptor));
  }

  /**
   * Writes the functions through which Kotlin calls the explainer. A package-private one gets none,
   * as Kotlin has no such functions.
   *
   * @param origin the interface they are generated for
   * @throws AttributionException NAME_TAKEN if there is such a file already; UNWRITABLE_FILE
   */
  public void writeForKotlin(ExplainerDescriptor descriptor, Element origin) {
    if (descriptor.isPublic()) {
      GeneratedNames names = descriptor.names();
      String file = names.explainer() + ".kt";
      create(
          descriptor,
          file,
          () -> kotlin(names.packageName(), file, origin, KotlinWriter.write(descriptor)));
    }
  }

  private void kotlin(String packageName, String file, Element origin, String text)
      throws IOException {
    FileObject source =
        filer.createResource(StandardLocation.SOURCE_OUTPUT, packageName, file, origin);
    try (Writer writer = source.openWriter()) {
      writer.write(text);
    }
  }

  /**
   * Writes the subclass that records, the explainer and the record of its attributions.
   *
   * @param types the compiler's
   * @throws AttributionException NAME_TAKEN if there already is a type of one of the names;
   *     UNWRITABLE_FILE
   */
  public void write(CodeDeclaration declaration, javax.lang.model.util.Types types) {
    ExplainerDescriptor descriptor = CodeDescriber.describe(declaration);
    Element origin = declaration.type();
    write(descriptor, origin, RecordedWriter.write(declaration, descriptor, types));
    write(descriptor, origin, CodeAttributionsWriter.write(declaration, descriptor));
    write(descriptor, origin, CodeExplainerWriter.write(declaration, descriptor));
  }

  private void write(ExplainerDescriptor descriptor, Element origin, TypeSpec.Builder type) {
    if (descriptor.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    TypeSpec complete =
        type.addAnnotation(
                AnnotationSpec.builder(Types.GENERATED).addMember("value", "$S", PROCESSOR).build())
            .addAnnotation(Types.NULL_MARKED)
            .addOriginatingElement(origin)
            .build();
    create(descriptor, complete.name(), () -> file(descriptor, complete).writeTo(filer));
  }

  private static void create(ExplainerDescriptor descriptor, String name, Creation creation) {
    try {
      creation.run();
    } catch (FilerException taken) {
      throw new AttributionException(ErrorCode.NAME_TAKEN, descriptor.interfaceName(), name)
          .causedBy(taken);
    } catch (IOException unwritable) {
      throw new AttributionException(ErrorCode.UNWRITABLE_FILE, name, unwritable)
          .causedBy(unwritable);
    }
  }

  /** Makes one file. */
  private interface Creation {
    void run() throws IOException;
  }

  private static JavaFile file(ExplainerDescriptor descriptor, TypeSpec type) {
    return JavaFile.builder(descriptor.names().packageName(), type)
        .skipJavaLangImports(true)
        .indent("  ")
        .build();
  }
}
