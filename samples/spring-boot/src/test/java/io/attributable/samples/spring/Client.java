package io.attributable.samples.spring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Asks the service, as others would. */
final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI root;

  Client(int port) {
    this.root = URI.create("http://localhost:" + port);
  }

  /** Application 11 of the sample's table, which is declined. */
  static Map<String, Object> declined() {
    Map<String, Object> application = new LinkedHashMap<>();
    application.put("account", "overdrawn");
    application.put("months", 36);
    application.put("history", "credits here paid back");
    application.put("purpose", "furniture");
    application.put("amount", 2746);
    application.put("savings", "below 100 DM");
    application.put("employed", "7 years or more");
    application.put("rate", 4);
    application.put("debtors", "nobody");
    application.put("property", "car or other");
    application.put("plans", "at a bank");
    application.put("housing", "own");
    application.put("credits", 1);
    return application;
  }

  static Map<String, Object> declinedWith(String feature, Object value) {
    Map<String, Object> application = declined();
    application.put(feature, value);
    return application;
  }

  Answer score(Map<String, Object> application) {
    return scoreLater(application).join();
  }

  CompletableFuture<Answer> scoreLater(Map<String, Object> application) {
    return post(JSON.valueToTree(application).toString());
  }

  CompletableFuture<Answer> post(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve("/score"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request.build());
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(root.resolve(path)).build()).join();
  }

  private CompletableFuture<Answer> send(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            reply ->
                new Answer(
                    reply.statusCode(),
                    reply.headers().firstValue("Content-Type").orElse(""),
                    reply.body()));
  }

  /** What came back. */
  record Answer(int status, String type, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
