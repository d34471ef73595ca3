/**
 * What comes of comparing two versions of a model: {@link io.attributable.cli.diff.DiffReport}, as
 * text, JSON and a page.
 */
@NullMarked
package io.attributable.cli.diff;

import org.jspecify.annotations.NullMarked;
