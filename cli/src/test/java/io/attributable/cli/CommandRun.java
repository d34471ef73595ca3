package io.attributable.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What came of a command that was run in this JVM.
 *
 * @param status its exit status
 */
record CommandRun(int status, String out, String err) {

  static CommandRun of(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        AttributableCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] arguments = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = words[i].toString();
    }
    int status = line.execute(arguments);
    return new CommandRun(status, out.toString(), err.toString());
  }
}
