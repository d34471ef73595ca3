/** PURPOSE. */
@NullMarked
package io.attributable.graph.flat.tf1;

import org.jspecify.annotations.NullMarked;
