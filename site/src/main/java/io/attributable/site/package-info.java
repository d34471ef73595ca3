/**
 * The pages of the documentation, what they hold, and the site that is made of them. Start at
 * {@link io.attributable.site.Site}, and at {@link io.attributable.site.Pages} for their links and
 * code.
 */
@NullMarked
package io.attributable.site;

import org.jspecify.annotations.NullMarked;
