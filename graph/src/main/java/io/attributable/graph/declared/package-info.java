/**
 * Models and layers as somebody named them, in annotations or in the configuration of a build, held
 * against the file of the SavedModel: start at {@link io.attributable.graph.declared.ModelCheck}
 * and {@link io.attributable.graph.declared.DeclaredModel}.
 */
@NullMarked
package io.attributable.graph.declared;

import org.jspecify.annotations.NullMarked;
