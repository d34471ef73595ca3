/**
 * The developer's declarations: {@link io.attributable.processor.declaration.DeclarationReader}
 * turns an annotated interface into a {@link
 * io.attributable.processor.declaration.ModelDeclaration}, and reports invalid ones. Nothing here
 * depends on the model.
 */
@NullMarked
package io.attributable.processor.declaration;

import org.jspecify.annotations.NullMarked;
