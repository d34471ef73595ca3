/**
 * What a report explains where nobody said, and how it is put together: start with {@link
 * io.attributable.cli.report.ReportMaker}.
 */
@NullMarked
package io.attributable.cli.report;

import org.jspecify.annotations.NullMarked;
