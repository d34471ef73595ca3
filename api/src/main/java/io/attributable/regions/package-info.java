/**
 * Regions of pictures, for methods that explain pictures by regions. What finds them is a library
 * of its own: {@link io.attributable.regions.Segmentation} is looked up by {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package io.attributable.regions;

import org.jspecify.annotations.NullMarked;
