package io.attributable.graph.served;

import io.attributable.graph.savedmodel.SignatureSchema;
import org.tensorflow.proto.GraphDef;

/**
 * A plan with names for what goes in and what comes out.
 *
 * @param graph all nodes, among them the model's own handles of variables and tables under their
 *     own names, and the functions they refer to
 * @param signature what is fed, and what is given: the original outputs too
 */
record ServedPlan(GraphDef graph, SignatureSchema signature) {}
