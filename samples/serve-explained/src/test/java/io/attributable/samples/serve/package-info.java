@NullMarked
package io.attributable.samples.serve;

import org.jspecify.annotations.NullMarked;
