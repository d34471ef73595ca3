/** What is asked for, in the words of JSON, as it travels to executors. */
@NullMarked
package io.attributable.spark.internal.request;

import org.jspecify.annotations.NullMarked;
