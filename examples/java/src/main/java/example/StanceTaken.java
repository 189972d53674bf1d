package example;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The fields that we need of an event on news.stances.v1; other fields are ignored. */
@JsonIgnoreProperties(ignoreUnknown = true)
record StanceTaken(Article article, Stance stance) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  record Article(String id, String title) {}

  record Holder(String kind, String id, String name) {}

  record Target(String id, String name) {}

  record Span(String field, int start, int end, String text) {}

  record Stance(Holder holder, Target target, String polarity, List<Span> evidence) {
    String quote() {
      return evidence.stream().map(Span::text).collect(Collectors.joining(" … "));
    }
  }

  static StanceTaken read(byte[] value) throws IOException {
    if (value == null) throw new IOException("no value");
    StanceTaken event = JSON.readValue(value, StanceTaken.class);
    if (event == null || event.stance == null) throw new IOException("no stance");
    return event;
  }
}
