/**
 * What the tests of the other modules share: the models and expected arrays below {@code
 * fixtures/}. Start at {@link io.attributable.testing.Fixtures} and {@link
 * io.attributable.testing.GoldenCase}. Never published.
 */
@NullMarked
package io.attributable.testing;

import org.jspecify.annotations.NullMarked;
