package io.attributable.cli;

import io.attributable.Mode;
import io.attributable.tensorflow.ExplainedModel;

/** What an exported model gives of each layer, as it is written on the command line. */
enum ExportModes {
  GLOBAL,
  LOCAL,
  BOTH;

  void ask(ExplainedModel model) {
    switch (this) {
      case GLOBAL -> model.modes(Mode.GLOBAL);
      case LOCAL -> model.modes(Mode.LOCAL);
      case BOTH -> model.modes(Mode.GLOBAL, Mode.LOCAL);
    }
  }
}
