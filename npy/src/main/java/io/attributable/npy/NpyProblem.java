package io.attributable.npy;

import java.util.Locale;

/** Why a file is refused, with the text of the message, which follows "it" or "the". */
public enum NpyProblem {
  NOT_A_FILE("it is not a regular file"),
  NOT_NPY("it is not a NumPy .npy file: %s; write the array with numpy.save"),
  UNKNOWN_VERSION("it has .npy version %d.%d; only 1.0, 2.0 and 3.0 are known"),
  BAD_HEADER("its header is not valid: %s"),
  TRUNCATED("it ends early: %s takes %d bytes, but only %d are there"),
  TRAILING_BYTES("%d bytes follow its data"),
  PYTHON_OBJECTS(
      "it holds other Python objects than bytes and text (%s), which are never unpickled; save the"
          + " array with a numeric or text dtype"),
  BAD_PICKLE("its objects are not what NumPy writes: %s"),
  UNSUPPORTED_DTYPE("its dtype %s cannot be read; convert the array with astype, then save it"),
  TOO_LARGE("its shape %s is too large"),
  NOT_NPZ("it is not a NumPy .npz file: %s; write it with numpy.savez"),
  BAD_ENTRY("its array \"%s\": %s"),
  ENTRIES_TOO_LARGE("its arrays take more than %d bytes"),
  BAD_TEXT("element %d is not valid text: %s");

  private final String template;

  NpyProblem(String template) {
    this.template = template;
  }

  String text(Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }
}
