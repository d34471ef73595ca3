/**
 * Tests of explanations with JUnit Jupiter: {@link io.attributable.junit.ExplanationAssertions} for
 * two explanations, {@link io.attributable.junit.ExplanationsUnchanged} for two versions of a
 * model.
 */
@NullMarked
package io.attributable.junit;

import org.jspecify.annotations.NullMarked;
