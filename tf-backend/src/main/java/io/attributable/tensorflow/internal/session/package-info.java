/**
 * A model in a session: its graph, its variables, the plans that were added. Start at {@link
 * io.attributable.tensorflow.internal.session.SessionGraph} and {@link
 * io.attributable.tensorflow.internal.session.RunnablePlan}.
 */
@NullMarked
package io.attributable.tensorflow.internal.session;

import org.jspecify.annotations.NullMarked;
