/** What {@code evaluate} found, as text and as a page. */
@NullMarked
package io.attributable.cli.evaluate;

import org.jspecify.annotations.NullMarked;
