/**
 * What will be generated, as plain values: {@link
 * io.attributable.processor.descriptor.ExplainerDescriptor}. Names are chosen here.
 */
@NullMarked
package io.attributable.processor.descriptor;

import org.jspecify.annotations.NullMarked;
