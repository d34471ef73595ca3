/** Explanations as one self-contained page: start with {@link io.attributable.report.Report}. */
module io.attributable.report {
  requires transitive io.attributable;
  requires transitive io.attributable.inputs;
  requires transitive io.attributable.pictures;
  requires com.fasterxml.jackson.databind;
  requires io.attributable.metrics;
  requires com.j2html;
  requires static transitive org.jspecify;

  exports io.attributable.report;
}
