/**
 * The content of a model: {@link io.attributable.cli.inspect.ModelReport}, and how it is shown, as
 * a table ({@link io.attributable.cli.inspect.ReportText}) or as JSON ({@link
 * io.attributable.cli.inspect.ReportJson}). Needs no native code.
 */
@NullMarked
package io.attributable.cli.inspect;

import org.jspecify.annotations.NullMarked;
