package io.attributable.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a server as a client would. */
final class Caller {
  static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Read once, when clients are first made.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;

  Caller(URI server) {
    this.server = server;
  }

  /** An answer, its body as JSON where it is some. */
  record Answer(int status, JsonNode json, HttpResponse<String> raw) {
    String code() {
      return json.path("code").asText();
    }
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  Answer get(String path) {
    return send(to(path).GET());
  }

  Answer post(String path, String body) {
    return send(
        to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  Answer post(String path, Object body) {
    return post(path, JSON.valueToTree(body).toString());
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      JsonNode json =
          answer.headers().firstValue("Content-Type").orElse("").contains("json")
                  && !answer.body().isEmpty()
              ? JSON.readTree(answer.body())
              : JSON.createObjectNode();
      return new Answer(answer.statusCode(), json, answer);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
