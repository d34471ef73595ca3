package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The build's profile for GPUs chooses the native artifact, and no other profile overrules it. */
class GpuProfileTest {
  private static final String PROPERTY = "tensorflow.native.classifier";

  @Test
  void theProfileForGpusComesLastAndTakesTheArtifactForCuda() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of(System.getProperty("project.root"), "pom.xml").toFile());
    List<String> choices = new ArrayList<>();
    NodeList profiles = pom.getElementsByTagName("profile");
    for (int i = 0; i < profiles.getLength(); i++) {
      Element profile = (Element) profiles.item(i);
      NodeList classifier = profile.getElementsByTagName(PROPERTY);
      if (classifier.getLength() == 1) {
        choices.add(
            profile.getElementsByTagName("id").item(0).getTextContent()
                + " "
                + classifier.item(0).getTextContent());
      }
    }
    assertThat(choices).hasSizeGreaterThan(2);
    assertThat(choices.get(choices.size() - 1)).isEqualTo("gpu linux-x86_64-gpu");
  }
}
