/**
 * Tests of explanations with JUnit Jupiter: {@link io.attributable.junit.ExplanationAssertions} for
 * two explanations and for how far one is to be believed, {@link
 * io.attributable.junit.ExplanationsUnchanged} for two versions of a model.
 */
@NullMarked
package io.attributable.junit;

import org.jspecify.annotations.NullMarked;
