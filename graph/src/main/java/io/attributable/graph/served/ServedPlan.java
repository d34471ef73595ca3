package io.attributable.graph.served;

import io.attributable.graph.savedmodel.SignatureSchema;
import org.tensorflow.proto.GraphDef;

/**
 * A plan with names for its inputs and outputs.
 *
 * @param graph all nodes, among them the model's own handles of variables and tables under their
 *     own names, and the functions they refer to
 * @param signature the inputs and outputs, the original outputs too
 */
record ServedPlan(GraphDef graph, SignatureSchema signature) {}
