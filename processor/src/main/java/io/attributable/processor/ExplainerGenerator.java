package io.attributable.processor;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.lock.LockedGraph;
import io.attributable.processor.binding.ModelBinder;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.code.CodeReader;
import io.attributable.processor.compiler.KotlinCaller;
import io.attributable.processor.compiler.ProcessorOptions;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.DeclarationReader;
import io.attributable.processor.descriptor.ExplainerDescriber;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.lock.LockKeeper;
import io.attributable.processor.lookup.ModelLocations;
import io.attributable.processor.writer.SourceWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** Takes one annotated type at a time from what the developer wrote to generated source. */
final class ExplainerGenerator {
  private final Messager messager;
  private final DeclarationReader declarations;
  private final ModelBinder binder;
  private final LockKeeper locks;
  private final SourceWriter writer;
  private final boolean forKotlin;
  private final CodeReader code;
  private final Types types;

  ExplainerGenerator(ProcessingEnvironment environment, ProcessorOptions options) {
    this.messager = environment.getMessager();
    this.declarations = new DeclarationReader(environment.getElementUtils());
    this.binder =
        new ModelBinder(
            new ModelLocations(environment, options), options.validation(), options::isLibraryOp);
    this.locks = new LockKeeper(environment, options);
    this.writer = new SourceWriter(environment.getFiler());
    this.forKotlin = KotlinCaller.isIn(environment);
    this.code = new CodeReader(environment);
    this.types = environment.getTypeUtils();
  }

  /** Whether the type refers to nothing that has yet to be generated. */
  boolean isResolved(TypeElement type) {
    return declarations.isResolved(type);
  }

  /** Reports everything that is wrong with the type, or generates its explainer. */
  @SuppressWarnings("CatchingUnchecked") // A defect must not take the whole compilation down.
  void generate(TypeElement type) {
    Reporter reporter = new Reporter(messager);
    try {
      if (code.reads(type)) {
        code.read(type, reporter).ifPresent(declaration -> write(declaration, reporter));
        return;
      }
      declarations
          .read(type, reporter)
          .flatMap(declaration -> binder.bind(declaration, reporter))
          .ifPresent(binding -> write(binding, reporter));
    } catch (RuntimeException defect) {
      reporter.error(SourcePosition.of(type), ErrorCode.INTERNAL, stackTrace(defect));
    }
  }

  private void write(ModelBinding binding, Reporter reporter) {
    ExplainerDescriptor descriptor = ExplainerDescriber.describe(binding, reporter);
    Optional<LockedGraph> lock = locks.keep(binding, reporter);
    if (reporter.failed()) {
      return;
    }
    TypeElement type = binding.declaration().type();
    try {
      writer.write(descriptor.lockedTo(lock), type);
      if (forKotlin) {
        writer.writeForKotlin(descriptor, type);
      }
    } catch (AttributionException unwritten) {
      reporter.error(SourcePosition.of(type), unwritten);
    }
  }

  private void write(CodeDeclaration declaration, Reporter reporter) {
    try {
      writer.write(declaration, types);
    } catch (AttributionException unwritten) {
      reporter.error(SourcePosition.of(declaration.type()), unwritten);
    }
  }

  private static String stackTrace(RuntimeException defect) {
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
