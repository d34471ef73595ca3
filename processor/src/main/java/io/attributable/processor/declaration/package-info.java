/**
 * What the developer wrote: {@link io.attributable.processor.declaration.DeclarationReader} turns
 * an annotated interface into a {@link io.attributable.processor.declaration.ModelDeclaration},
 * reporting whatever has the wrong shape. Nothing here knows the model.
 */
@NullMarked
package io.attributable.processor.declaration;

import org.jspecify.annotations.NullMarked;
