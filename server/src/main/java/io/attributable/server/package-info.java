/**
 * Predictions and explanations over HTTP. Start with {@link io.attributable.server.ExplainServer}
 * and {@link io.attributable.server.ServerOptions}.
 */
@NullMarked
package io.attributable.server;

import org.jspecify.annotations.NullMarked;
