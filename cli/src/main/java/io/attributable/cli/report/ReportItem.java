package io.attributable.cli.report;

import io.attributable.AttributionMethod;

/**
 * One explanation of a report.
 *
 * @param layer what is explained
 * @param asked whether somebody asked for it, so that it must not fail
 */
record ReportItem(AttributionMethod method, String layer, boolean asked) {}
