/**
 * Reasons for declined applications for credit: start at {@link
 * io.attributable.samples.credit.CreditDesk}.
 */
@NullMarked
package io.attributable.samples.credit;

import org.jspecify.annotations.NullMarked;
