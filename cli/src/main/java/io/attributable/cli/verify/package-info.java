/**
 * What came of verifying layers, shown as a table ({@link
 * io.attributable.cli.verify.VerificationText}) or as JSON ({@link
 * io.attributable.cli.verify.VerificationJson}).
 */
@NullMarked
package io.attributable.cli.verify;

import org.jspecify.annotations.NullMarked;
