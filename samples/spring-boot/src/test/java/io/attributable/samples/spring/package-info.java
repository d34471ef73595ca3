/** Starts the sample, and asks it over HTTP. */
@NullMarked
package io.attributable.samples.spring;

import org.jspecify.annotations.NullMarked;
