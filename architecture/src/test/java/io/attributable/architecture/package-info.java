/**
 * The rules of the house, held against the compiled classes of every module that the build lists.
 * Start with {@link io.attributable.architecture.ModuleDirectionTest} and {@link
 * io.attributable.architecture.Compiled}.
 */
@org.jspecify.annotations.NullMarked
package io.attributable.architecture;
