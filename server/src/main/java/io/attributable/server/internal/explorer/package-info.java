/**
 * What the explorer's page is told: {@link io.attributable.server.internal.explorer.ModelFacts}
 * before it asks, {@link io.attributable.server.internal.explorer.PageAnswer} afterwards.
 */
@NullMarked
package io.attributable.server.internal.explorer;

import org.jspecify.annotations.NullMarked;
