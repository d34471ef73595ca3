/** Columns of data frames as the inputs that a model takes. */
@NullMarked
package io.attributable.spark.internal.column;

import org.jspecify.annotations.NullMarked;
