package org.lessor.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The table of Kea's keys: where each may stand and what holds where it is missing. What the
/// readers do about a key is not in it but asked of them ([Reading#levels()]).
final class KeaKeys {
  private static final String RESOURCE = "kea-keys.txt";

  private KeaKeys() {}

  /// What holds where a key is missing.
  sealed interface Missing {
    /// Nothing.
    record Nothing() implements Missing {}

    /// The value of the level above, if it has one.
    record Inherited() implements Missing {}

    /// The value of the level above, or this one.
    record Preset(JsonValue value) implements Missing {}
  }

  /// A key.
  ///
  /// @param levels the maps and lists that it may stand in; each inherits from the one before
  /// @param name the key
  /// @param missing what holds where it is missing
  /// @param written the default as the table writes it
  /// @param remark for the reference page; empty for none
  record Row(List<String> levels, String name, Missing missing, String written, String remark) {
    Row {
      levels = List.copyOf(levels);
    }
  }

  /// All rows in the order of the table.
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String line : text().lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line));
      }
    }
    return rows;
  }

  private static Row row(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 4) {
      throw new AssertionError("a row has four cells: " + line);
    }
    String written = cells[2].strip();
    Missing missing =
        switch (written) {
          case "-" -> new Missing.Nothing();
          case "^" -> new Missing.Inherited();
          default -> new Missing.Preset(json(written));
        };
    return new Row(
        Arrays.asList(cells[0].strip().split(" +")),
        cells[1].strip(),
        missing,
        written,
        cells[3].strip());
  }

  private static JsonValue json(String text) {
    Problems problems = new Problems();
    Optional<JsonValue> value = JsonText.read(SourceText.ofText(text, problems), problems);
    return value.orElseThrow(() -> new AssertionError(text + ": " + problems.list()));
  }

  private static String text() {
    try (InputStream stream =
        Objects.requireNonNull(KeaKeys.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read the table of keys", failure);
    }
  }
}
