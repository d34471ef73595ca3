package io.attributable.tensorflow.observe;

/**
 * How far a call is that evaluates the model many times, as methods do that perturb inputs. Where
 * parts of a batch run at the same time, each tells of its own.
 *
 * @param done evaluations of each example so far
 * @param all that it takes
 */
public record CallProgress(long done, long all) {}
