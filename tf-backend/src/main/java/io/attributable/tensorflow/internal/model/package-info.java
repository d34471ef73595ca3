/**
 * A model that is loaded, as all that answers requests sees it. Start at {@link
 * io.attributable.tensorflow.internal.model.LoadedModel}.
 */
@NullMarked
package io.attributable.tensorflow.internal.model;

import org.jspecify.annotations.NullMarked;
