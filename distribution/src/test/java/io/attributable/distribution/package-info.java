/** Tries the archives of the command line as their users do. */
@NullMarked
package io.attributable.distribution;

import org.jspecify.annotations.NullMarked;
