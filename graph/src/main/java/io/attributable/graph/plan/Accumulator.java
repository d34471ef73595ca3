package io.attributable.graph.plan;

import io.attributable.graph.tensor.TensorRef;

/**
 * A result that several runs add up to.
 *
 * @param before where what runs before gave is fed; a zero before the first
 * @param after that and what this run adds, to be fetched
 * @param sum of the elements of each example, to be fetched; of several targets behind a dimension
 *     for them
 */
public record Accumulator(TensorRef before, TensorRef after, TensorRef sum) {}
