package io.attributable.kotlin

import io.attributable.FeatureText
import io.attributable.Features
import java.util.Optional

/**
 * What the columns of inputs are called, and what is said of them as reasons.
 *
 * ```kotlin
 * val credit =
 *     featuresOf(
 *         "row" to listOf("income", "debt", "home", "home"),
 *         texts = mapOf("debt" to "Debt is high relative to income"),
 *     )
 * ```
 *
 * @param columns by input a name for each column; columns next to each other that share one are one
 *   feature, and a single name is that of the whole input
 * @param texts by the name of a feature, on both sides; [Features.withText] takes two
 * @throws io.attributable.AttributionException FEATURES_INVALID
 */
public fun featuresOf(
    vararg columns: Pair<String, List<String>>,
    texts: Map<String, String> = emptyMap(),
): Features = Features(linkedMapOf(*columns), texts.mapValues { FeatureText.of(it.value) })

/**
 * What is said of a feature that spoke against the target, and of one that spoke for it; nothing on
 * a side that is left out.
 */
public fun featureText(against: String? = null, inFavour: String? = null): FeatureText =
    FeatureText(Optional.ofNullable(against), Optional.ofNullable(inFavour))
