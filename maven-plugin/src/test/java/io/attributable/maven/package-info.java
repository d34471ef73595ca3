/** Goals as Maven calls them; whole builds are in the module {@code builds}. */
@NullMarked
package io.attributable.maven;

import org.jspecify.annotations.NullMarked;
