package io.attributable.graph.tape;

import io.attributable.graph.flat.FunctionGraph;
import io.attributable.graph.flat.FunctionGraphs;
import java.util.BitSet;
import java.util.List;

/** What the functions of loops and branches make of their arguments. */
public interface FunctionDependence {
  /** What the loops and branches of a graph refer to. */
  FunctionGraphs functions();

  /** The arguments that each result of a function depends on differentiably, by position. */
  List<BitSet> ofFunction(FunctionGraph function);
}
