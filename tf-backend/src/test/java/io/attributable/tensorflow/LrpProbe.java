package io.attributable.tensorflow;

import io.attributable.*;
import io.attributable.testing.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class LrpProbe {
  @Test
  void all() {
    for (String name : Fixtures.modelsWithCases()) {
      if (!name.matches(System.getProperty("probe", ".*"))) continue;
      Set<String> seen = new HashSet<>();
      try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
        for (GoldenCase c : Fixtures.cases(name)) {
          if (c.toString().contains("error")) {}
          try {
            LayerAttribution r = GoldenCheck.request(model, c);
            String key = r.toString();
            Attributions a = r.method(new Lrp().withoutBias()).attribute();
            for (Attribution l : a) {
              for (AttributedTensor t : l.tensors()) {
                double[] sum = {0, 0};
                if (t.values() instanceof org.tensorflow.ndarray.FloatNdArray f) f.scalars().forEach(v -> { sum[0] += v.getFloat(); sum[1] += Math.abs(v.getFloat()); });
                else if (t.values() instanceof org.tensorflow.ndarray.DoubleNdArray d) d.scalars().forEach(v -> { sum[0] += v.getDouble(); sum[1] += Math.abs(v.getDouble()); });
                System.out.println("OK " + name + " " + c.id() + " " + l.layer() + " " + l.port() + " sum " + sum[0] + " abs " + sum[1]);
              }
            }
            if (seen.add(a.layers().get(0).coverage().toString())) System.out.println("COV " + name + " " + a.layers().get(0).coverage().toList());
          } catch (AttributionException e) {
            String m = e.getMessage();
            System.out.println("ERR " + name + " " + c.id() + " " + m.substring(0, Math.min(300, m.length())));
          } catch (RuntimeException e) {
            System.out.println("CRASH " + name + " " + c.id() + " " + e);
            e.printStackTrace(System.out);
          }
        }
      } catch (RuntimeException e) {
        System.out.println("LOAD " + name + " " + e);
      }
    }
  }
}
