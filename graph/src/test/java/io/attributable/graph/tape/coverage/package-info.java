/**
 * Which ops have a gradient, for the reader of docs/gradients.md: start at {@link
 * io.attributable.graph.tape.coverage.GradientsPageTest}.
 */
package io.attributable.graph.tape.coverage;
