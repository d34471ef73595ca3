/**
 * Scores over HTTP, with reasons: start at {@link
 * io.attributable.samples.spring.CreditApplication}.
 */
@NullMarked
package io.attributable.samples.spring;

import org.jspecify.annotations.NullMarked;
