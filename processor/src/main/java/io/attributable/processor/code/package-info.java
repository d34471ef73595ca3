/**
 * Classes that build their graph themselves: what is annotated on them, and whether it can be
 * recorded. Start at {@link io.attributable.processor.code.CodeReader} and {@link
 * io.attributable.processor.code.CodeDeclaration}.
 */
@NullMarked
package io.attributable.processor.code;

import org.jspecify.annotations.NullMarked;
