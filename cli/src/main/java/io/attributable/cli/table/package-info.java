/** Tables that people read: {@link io.attributable.cli.table.Table}. */
@NullMarked
package io.attributable.cli.table;

import org.jspecify.annotations.NullMarked;
