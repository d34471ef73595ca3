/** Models of a cluster: looked at on the driver, fetched once by each executor. */
@NullMarked
package io.attributable.spark.internal.model;

import org.jspecify.annotations.NullMarked;
