/**
 * XRAI: attributions of pictures, gathered by regions on the heap. Start at {@link
 * io.attributable.tensorflow.internal.regions.RegionAttribution}.
 */
@NullMarked
package io.attributable.tensorflow.internal.regions;

import org.jspecify.annotations.NullMarked;
