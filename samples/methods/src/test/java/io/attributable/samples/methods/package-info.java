@NullMarked
package io.attributable.samples.methods;

import org.jspecify.annotations.NullMarked;
