/**
 * Model cards: what a model's inputs and outputs are to people. Start with {@link
 * io.attributable.inputs.card.ModelCard}.
 */
@NullMarked
package io.attributable.inputs.card;

import org.jspecify.annotations.NullMarked;
