/** Explainers and requests as Kotlin writes them: named inputs, coroutines, flows and arrays. */
module io.attributable.kotlin {
  requires transitive io.attributable.tensorflow;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;

  exports io.attributable.kotlin;
}
