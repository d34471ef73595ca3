/** PURPOSE. */
@NullMarked
package io.attributable;

import org.jspecify.annotations.NullMarked;
