/**
 * What is answered: {@link io.attributable.cli.reply.ReplyFolder} writes a {@link
 * io.attributable.cli.reply.Reply} as JSON with NumPy arrays beside it.
 */
@NullMarked
package io.attributable.cli.reply;

import org.jspecify.annotations.NullMarked;
