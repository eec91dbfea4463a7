package org.lessor.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The text of a configuration with its included files in place (`<?include "file"?>`), and the way
/// back from each character to file, line and column.
final class SourceText {
  private static final int MAX_INCLUDE_DEPTH = 10;
  private static final int UNICODE_ESCAPE = 6;
  private static final String DIRECTIVE = "<?include";

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /// A run of characters from one file.
  ///
  /// @param start where the run begins in the whole text
  /// @param file the file
  /// @param offset where the run begins in the file
  private record Piece(int start, Lines file, int offset) {}

  /// A file and where its lines begin.
  private static final class Lines {
    private final String name;
    private final String content;
    private final int[] starts;

    Lines(String name, String content) {
      this.name = name;
      this.content = content;
      this.starts =
          IntStream.concat(
                  IntStream.of(0),
                  IntStream.range(0, content.length())
                      .filter(i -> content.charAt(i) == '\n')
                      .map(i -> i + 1))
              .toArray();
    }

    Position position(long offset) {
      int at = (int) Math.min(content.length(), offset);
      int found = Arrays.binarySearch(starts, at);
      int line = found < 0 ? -found - 2 : found;
      return new Position(name, line + 1, at - starts[line] + 1);
    }
  }

  private SourceText() {}

  static SourceText ofFile(Path file, Problems problems) throws IOException {
    SourceText source = new SourceText();
    source.append(file.toString(), read(file), folder(file), 0, problems);
    return source;
  }

  /// The text of a file, without the byte order mark that some editors put in front of it.
  private static String read(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.UTF_8);
    return content.startsWith("\uFEFF") ? content.substring(1) : content;
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
  }

  static SourceText ofText(String content, Problems problems) {
    SourceText source = new SourceText();
    source.append("-", content, Path.of("").toAbsolutePath(), 0, problems);
    return source;
  }

  String text() {
    return text.toString();
  }

  /// Where the character at `index` of the value of a text stands whose opening quote is at
  /// `offset`: behind escape sequences, which are longer than what they stand for.
  Position positionInside(long offset, int index) {
    int at = (int) offset + 1;
    for (int i = 0; i < index && at < text.length(); i++) {
      if (text.charAt(at) != '\\') {
        at++;
      } else {
        at += at + 1 < text.length() && text.charAt(at + 1) == 'u' ? UNICODE_ESCAPE : 2;
      }
    }
    return position(at);
  }

  /// Where the character at `offset` of the whole text stands. Offsets beyond the end are the end.
  Position position(long offset) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pieces.get(middle).start <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Piece piece = pieces.get(low);
    return piece.file.position(piece.offset + offset - piece.start);
  }

  private void append(String file, String content, Path folder, int depth, Problems problems) {
    Lines lines = new Lines(file, content);
    int copied = 0;
    int position = 0;
    while (position < content.length()) {
      char c = content.charAt(position);
      if (c == '"') {
        position = endOfString(content, position);
      } else if (c == '#' || content.startsWith("//", position)) {
        position = endOfLine(content, position);
      } else if (content.startsWith("/*", position)) {
        int end = content.indexOf("*/", position + 2);
        position = end < 0 ? content.length() : end + 2;
      } else if (content.startsWith(DIRECTIVE, position)) {
        copy(lines, copied, position);
        position = include(lines, position, folder, depth, problems);
        copied = position;
      } else {
        position++;
      }
    }
    copy(lines, copied, content.length());
  }

  private void copy(Lines file, int from, int to) {
    pieces.add(new Piece(text.length(), file, from));
    text.append(file.content, from, to);
  }

  private int include(Lines file, int position, Path folder, int depth, Problems problems) {
    String content = file.content;
    int open = content.indexOf('"', position);
    int close = open < 0 ? -1 : content.indexOf('"', open + 1);
    int end = close < 0 ? -1 : content.indexOf("?>", close);
    pieces.add(new Piece(text.length(), file, position));
    Position here = position(text.length());
    if (end < 0) {
      problems.error(here, "", "unfinished include", "write <?include \"file\"?>");
      return content.length();
    }
    String name = content.substring(open + 1, close);
    Path path = folder.resolve(name);
    if (!Files.exists(path)) {
      path = Path.of(name);
    }
    if (depth == MAX_INCLUDE_DEPTH) {
      problems.error(here, "", "files include each other more than 10 deep", "end the circle");
      return end + 2;
    }
    try {
      append(path.toString(), read(path), folder(path), depth + 1, problems);
    } catch (IOException failure) {
      problems.error(
          here,
          "",
          "cannot read included file \"" + name + "\": " + Reasons.of(failure),
          "correct the name or make the file readable");
      text.append("null");
    }
    return end + 2;
  }

  private static int endOfString(String content, int start) {
    int position = start + 1;
    while (position < content.length() && content.charAt(position) != '"') {
      position += content.charAt(position) == '\\' ? 2 : 1;
    }
    return Math.min(position + 1, content.length());
  }

  private static int endOfLine(String content, int start) {
    int end = content.indexOf('\n', start);
    return end < 0 ? content.length() : end;
  }
}
