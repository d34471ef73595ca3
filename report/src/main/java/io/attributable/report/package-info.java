/**
 * Explanations as one self-contained page: start with {@link io.attributable.report.Report} and
 * {@link io.attributable.report.Provenance}.
 */
@NullMarked
package io.attributable.report;

import org.jspecify.annotations.NullMarked;
