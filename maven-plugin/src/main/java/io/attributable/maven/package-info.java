/**
 * Goals of builds that check, lock and explain models without the annotation processor: start at
 * {@link io.attributable.maven.CheckMojo} and {@link io.attributable.maven.ModelConfiguration}.
 */
@NullMarked
package io.attributable.maven;

import org.jspecify.annotations.NullMarked;
