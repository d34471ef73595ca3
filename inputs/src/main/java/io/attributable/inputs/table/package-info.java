/** Tables: columns of files, and what a model gets of them. */
@NullMarked
package io.attributable.inputs.table;

import org.jspecify.annotations.NullMarked;
