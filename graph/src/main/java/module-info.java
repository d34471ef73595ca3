/**
 * Everything about a SavedModel that needs no running TensorFlow: its signatures, its layers and
 * its gradients, as data. It serves the other modules and may change with any release, but for what
 * {@code io.attributable.tensorflow} shows of it: the {@linkplain io.attributable.graph.layer
 * layers} of a model, and what {@link io.attributable.graph.preflight.Preflight} says of them.
 */
module io.attributable.graph {
  requires transitive io.attributable;
  requires transitive tensorflow.nativelib;
  requires static transitive org.jspecify;

  exports io.attributable.graph.batch;
  exports io.attributable.graph.checkpoint;
  exports io.attributable.graph.declared;
  exports io.attributable.graph.fingerprint;
  exports io.attributable.graph.flat;
  exports io.attributable.graph.flat.check;
  exports io.attributable.graph.flat.limit;
  exports io.attributable.graph.flat.signature;
  exports io.attributable.graph.hoist;
  exports io.attributable.graph.layer;
  exports io.attributable.graph.lock;
  exports io.attributable.graph.method;
  exports io.attributable.graph.op;
  exports io.attributable.graph.optimise;
  exports io.attributable.graph.plan;
  exports io.attributable.graph.points;
  exports io.attributable.graph.policy;
  exports io.attributable.graph.preflight;
  exports io.attributable.graph.reduce;
  exports io.attributable.graph.savedmodel;
  exports io.attributable.graph.served;
  exports io.attributable.graph.shard;
  exports io.attributable.graph.stored;
  exports io.attributable.graph.tape;
  exports io.attributable.graph.tape.control;
  exports io.attributable.graph.tape.rules;
  exports io.attributable.graph.tensor;
  exports io.attributable.graph.unroll;
  exports io.attributable.graph.write;
}
