/**
 * What generated source names, and users do not: {@link
 * io.attributable.tensorflow.generated.ExplainerRequest}, the request of a generated explainer.
 */
@NullMarked
package io.attributable.tensorflow.generated;

import org.jspecify.annotations.NullMarked;
