/**
 * Explains the rows of data frames with Apache Spark: {@link
 * io.attributable.spark.AttributionTransformer} adds attributions or reasons to each row, {@link
 * io.attributable.spark.AttributionSummary} says what features weigh over many.
 */
@NullMarked
package io.attributable.spark;

import org.jspecify.annotations.NullMarked;
