/**
 * What is added to a row, as beans, whose arrays Spark copies whole. Its encoder of rows would make
 * an object of each number and look at the type of each: see docs/decisions/0064-spark-rows.md.
 */
@NullMarked
package io.attributable.spark.internal.cell;

import org.jspecify.annotations.NullMarked;
