package io.attributable.samples.spring;

import java.util.List;

/**
 * An answer.
 *
 * @param score the probability of good credit
 * @param reasons what spoke against it, the strongest first; there may be fewer than asked for
 */
public record Score(double score, List<ScoreReason> reasons) {}
