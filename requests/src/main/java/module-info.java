/**
 * What is explained and how, in the words of JSON: {@link io.attributable.requests.OptionsReader}.
 * The server and the transformer of Spark take the same.
 */
module io.attributable.requests {
  requires transitive io.attributable;
  requires transitive io.attributable.inputs;
  requires transitive com.fasterxml.jackson.databind;
  requires io.attributable.graph; // Dtypes; none of it is shown.
  requires static transitive org.jspecify;

  exports io.attributable.requests;
}
