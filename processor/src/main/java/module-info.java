/**
 * Checks annotated layers against the SavedModel and generates explainers. Compilers find it on the
 * processor path or the processor module path; no module requires it.
 *
 * @provides javax.annotation.processing.Processor generates explainers
 */
module io.attributable.processor {
  requires com.palantir.javapoet;
  requires io.attributable.graph;
  requires transitive java.compiler;
  requires static com.google.auto.service;
  requires static jdk.compiler; // For the paths of sources, if it is the compiler.
  requires static transitive org.jspecify;

  exports io.attributable.processor;

  uses javax.annotation.processing.Processor; // For a list of other processors.

  provides javax.annotation.processing.Processor with
      io.attributable.processor.AttributableProcessor,
      io.attributable.processor.KnownOptionsProcessor;
}
