/** Tests of the digits sample; pictures are checked pixel by pixel, pages as text. */
@NullMarked
package io.attributable.samples.digits;

import org.jspecify.annotations.NullMarked;
