package org.lessor.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON as Kea does: with `#`, `//` and `/* */` comments and trailing commas; a key twice in
/// one map is an error.
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxDocumentLength(1L << 30).build())
          .build();

  private final SourceText source;
  private final Problems problems;
  private final JsonParser parser;

  private JsonText(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.parser = FACTORY.createParser(ObjectReadContext.empty(), source.text());
  }

  /// The value of the text; empty where it is not JSON, which is then among the problems, unless it
  /// may come from an included file that could not be read.
  static Optional<JsonValue> read(SourceText source, Problems problems) {
    JsonText text = new JsonText(source, problems);
    boolean whole = !problems.hasErrors();
    try (JsonParser parser = text.parser) {
      if (parser.nextToken() == null) {
        problems.error(source.position(0), "", "the file is empty", "");
        return Optional.empty();
      }
      JsonValue value = text.value("");
      if (parser.nextToken() != null) {
        problems.error(text.here(), "", "text behind the end of the configuration", "");
      }
      return Optional.of(value);
    } catch (JacksonException failure) {
      if (whole) {
        JsonFault fault = JsonFault.of(failure.getOriginalMessage());
        String message = "not JSON: " + fault.message();
        problems.error(source.position(text.offset(failure)), "", message, fault.remedy());
      }
      return Optional.empty();
    }
  }

  private long offset(JacksonException failure) {
    return failure.getLocation() == null
        ? parser.currentLocation().getCharOffset()
        : failure.getLocation().getCharOffset();
  }

  private Position here() {
    return source.position(offset());
  }

  private long offset() {
    return parser.currentTokenLocation().getCharOffset();
  }

  private JsonValue value(String path) {
    long offset = offset();
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(offset, path);
      case START_ARRAY -> list(offset, path);
      case VALUE_STRING -> new JsonValue.Str(offset, parser.getString());
      case VALUE_NUMBER_INT -> number(offset, path);
      case VALUE_NUMBER_FLOAT -> new JsonValue.Real(offset, parser.getDoubleValue());
      case VALUE_TRUE -> new JsonValue.Bool(offset, true);
      case VALUE_FALSE -> new JsonValue.Bool(offset, false);
      case VALUE_NULL -> new JsonValue.Null(offset);
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new AssertionError("a value cannot begin with " + parser.currentToken());
    };
  }

  private JsonValue number(long offset, String path) {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      problems.error(here(), path, "the number " + parser.getString() + " is too large", "");
      return new JsonValue.Int(offset, Long.MAX_VALUE);
    }
    return new JsonValue.Int(offset, parser.getLongValue());
  }

  private JsonValue.Obj map(long offset, String path) {
    Map<String, JsonValue.Member> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      long keyOffset = offset();
      String memberPath = Paths.member(path, key);
      parser.nextToken();
      JsonValue value = value(memberPath);
      JsonValue.Member former = members.put(key, new JsonValue.Member(keyOffset, value));
      if (former != null) {
        problems.error(
            source.position(keyOffset),
            memberPath,
            "the key stands here a second time, first at " + source.position(former.keyOffset()),
            "keep one of them");
      }
    }
    return new JsonValue.Obj(offset, members);
  }

  private JsonValue.Arr list(long offset, String path) {
    List<JsonValue> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(Paths.element(path, elements.size())));
    }
    return new JsonValue.Arr(offset, elements);
  }
}
