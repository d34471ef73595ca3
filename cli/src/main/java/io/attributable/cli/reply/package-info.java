/**
 * Replies: {@link io.attributable.cli.reply.ReplyFolder} writes a {@link
 * io.attributable.cli.reply.Reply} as JSON with NumPy arrays next to it.
 */
@NullMarked
package io.attributable.cli.reply;

import org.jspecify.annotations.NullMarked;
