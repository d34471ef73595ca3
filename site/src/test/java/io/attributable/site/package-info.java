/** Holds the documentation against the code: links, code, references, and the site itself. */
@NullMarked
package io.attributable.site;

import org.jspecify.annotations.NullMarked;
