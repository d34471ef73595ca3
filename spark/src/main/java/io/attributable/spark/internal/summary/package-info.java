/** What features weigh over many rows. */
@NullMarked
package io.attributable.spark.internal.summary;

import org.jspecify.annotations.NullMarked;
