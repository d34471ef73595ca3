/**
 * Regions of pictures by BoofCV. Nothing here is called by name: {@link
 * io.attributable.regions.boofcv.GraphSegmentation} is found where it is on the class path or the
 * module path.
 */
@NullMarked
package io.attributable.regions.boofcv;

import org.jspecify.annotations.NullMarked;
