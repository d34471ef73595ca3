@NullMarked
package io.attributable.pictures;

import org.jspecify.annotations.NullMarked;
