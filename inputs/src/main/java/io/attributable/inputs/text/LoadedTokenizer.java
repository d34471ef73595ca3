package io.attributable.inputs.text;

import io.attributable.inputs.tokenizer.Tokenizer;
import java.util.Optional;

/**
 * A tokenizer, and what its file says beside.
 *
 * @param unknown the token that stands for what the vocabulary does not have
 * @param fit how its file pads and truncates
 */
record LoadedTokenizer(Tokenizer tokenizer, Optional<String> unknown, RowFit fit) {}
