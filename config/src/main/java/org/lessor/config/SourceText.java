package org.lessor.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The text of a configuration with its included files in place (`<?include "file"?>`), and the way
/// back from each character to file, line and column.
final class SourceText {
  private static final int MAX_INCLUDE_DEPTH = 10;
  private static final String DIRECTIVE = "<?include";

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /// A run of characters from one file.
  ///
  /// @param start where the run begins in the whole text
  /// @param file the file's name
  /// @param content the whole file
  /// @param offset where the run begins in `content`
  private record Piece(int start, String file, String content, int offset) {}

  private SourceText() {}

  static SourceText ofFile(Path file, Problems problems) throws IOException {
    SourceText source = new SourceText();
    String content = Files.readString(file, StandardCharsets.UTF_8);
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    source.append(file.toString(), content, folder, 0, problems);
    return source;
  }

  static SourceText ofText(String content, Problems problems) {
    SourceText source = new SourceText();
    source.append("-", content, Path.of("").toAbsolutePath(), 0, problems);
    return source;
  }

  String text() {
    return text.toString();
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
    int at = (int) Math.min(piece.content.length(), piece.offset + offset - piece.start);
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (piece.content.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(piece.file, line, at - lineStart + 1);
  }

  private void append(String file, String content, Path folder, int depth, Problems problems) {
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
        copy(file, content, copied, position);
        position = include(file, content, position, folder, depth, problems);
        copied = position;
      } else {
        position++;
      }
    }
    copy(file, content, copied, content.length());
  }

  private void copy(String file, String content, int from, int to) {
    pieces.add(new Piece(text.length(), file, content, from));
    text.append(content, from, to);
  }

  private int include(
      String file, String content, int position, Path folder, int depth, Problems problems) {
    int open = content.indexOf('"', position);
    int close = open < 0 ? -1 : content.indexOf('"', open + 1);
    int end = close < 0 ? -1 : content.indexOf("?>", close);
    pieces.add(new Piece(text.length(), file, content, position));
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
      String included = Files.readString(path, StandardCharsets.UTF_8);
      append(path.toString(), included, folder, depth + 1, problems);
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
