/**
 * Checks annotated layers against the SavedModel and generates explainers. Compilers find it on the
 * path of processors, or of their modules; nobody requires it.
 *
 * @provides javax.annotation.processing.Processor generates explainers
 */
module io.attributable.processor {
  requires com.palantir.javapoet;
  requires io.attributable.graph;
  requires transitive java.compiler;
  requires static com.google.auto.service;
  requires static jdk.compiler; // Asked where sources lie, if it is the compiler.
  requires static transitive org.jspecify;

  exports io.attributable.processor;

  uses javax.annotation.processing.Processor; // Asked whether there are others.

  provides javax.annotation.processing.Processor with
      io.attributable.processor.AttributableProcessor,
      io.attributable.processor.KnownOptionsProcessor;
}
