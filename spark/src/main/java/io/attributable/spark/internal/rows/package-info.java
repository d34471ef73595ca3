/** Rows explained in batches, and what becomes of the results. */
@NullMarked
package io.attributable.spark.internal.rows;

import org.jspecify.annotations.NullMarked;
