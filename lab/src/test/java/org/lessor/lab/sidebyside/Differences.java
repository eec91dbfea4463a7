package org.lessor.lab.sidebyside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The differences that the documentation lists.
final class Differences {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String HEAD = "| key | where | Kea | Lessor |";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

  private Differences() {}

  /// The ids of all rows of the pages that list differences.
  static Set<String> documented() {
    Set<String> ids = new TreeSet<>(ids("kea-differences.md"));
    ids.addAll(ids("expressions.md"));
    return ids;
  }

  /// The keys of the first table whose first column is headed "key" and whose third is about Kea.
  private static Set<String> ids(String page) {
    try {
      String text = Files.readString(DOCS.resolve(page));
      int begin = text.indexOf(HEAD);
      int end = text.indexOf("\n\n", begin);
      return ROW.matcher(text.substring(begin, end))
          .results()
          .map(row -> row.group(1))
          .collect(Collectors.toSet());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
