package demo;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.Layer;

/** Nested and not public; a single number and strings as inputs. */
class Outer {
  static class Inner {
    @AttributedModel(savedModel = "tfmodule_string_table")
    public interface Words {
      @Attributable(layer = "embedding")
      Layer embedding();
    }
  }
}
