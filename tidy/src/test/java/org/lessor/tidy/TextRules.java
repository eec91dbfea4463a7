package org.lessor.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Rules about files as text.
final class TextRules {
  static final int MAX_LINES = 500;
  static final int MAX_COLUMNS = 100;

  /// Files that may be longer than [#MAX_LINES], each with its reason.
  static final Map<String, String> LONG_FILES = Map.of();

  /// A comment without a link that is not a row of a table.
  private static final Pattern BREAKABLE = Pattern.compile("^ *//(?!/ \\|)(?!.*://)");

  private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b(?!\\(#\\d+\\))");

  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.:/*$}~-])/(work|root|home/\\w+|Users/\\w+)/[\\w.-]+");

  private static final Pattern CODE_SPAN =
      Pattern.compile("```.*?```|`[^`\n]*`|https?://\\S+", Pattern.DOTALL);

  private static final Pattern NOT_A_COMMENT = Pattern.compile("(?m)^(?!\\s*//).*$");

  private static final Pattern CITATION =
      Pattern.compile(
          "\\b(?i:rfc)[-_]?\\d+" // no space
              + "|\\b(?!RFC)(?i:rfc) \\d+" // no capitals
              + "|\\bRFC \\d+,? ?\\(?(§|[Ss]ec\\b|Section|Sections|[Cc]hapter)" // no "section"
              + "|\\bRFC \\d+[,(:] ?\\(?section" // something between
              + "|\\b[Ss]ections? [\\d.]+ (of|in) RFC"); // the wrong way round

  private static final Pattern SLEEP =
      Pattern.compile("\\bThread\\s*\\.\\s*sleep|\\b[A-Z]+S\\.sleep\\(");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:|#)([^)#\\s]+)");

  private TextRules() {}

  static List<Complaint> fileIsShort(SourceFile file) {
    int lines = file.lines().size();
    boolean allowed = LONG_FILES.containsKey(file.path());
    if (!file.isJava() || lines <= MAX_LINES == !allowed) {
      return List.of();
    }
    return List.of(
        new Complaint(
            file.path(),
            lines,
            allowed
                ? "is short by now: take it off the list of long files"
                : lines + " lines, more than " + MAX_LINES + ": split it by what it is about"));
  }

  /// The formatter looks after the rest; what stands in a text block cannot be broken.
  static List<Complaint> commentsAreNarrow(SourceFile file) {
    if (!file.isJava()) {
      return List.of();
    }
    List<String> lines = file.lines();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).codePoints().count() > MAX_COLUMNS)
        .filter(i -> BREAKABLE.matcher(lines.get(i)).find())
        .mapToObj(i -> new Complaint(file.path(), i + 1, "more than " + MAX_COLUMNS + " columns"))
        .toList();
  }

  static List<Complaint> todoNamesItsIssue(SourceFile file) {
    return file.isRule()
        ? List.of()
        : file.complainWhere(TODO, "write it as TODO(#12), with the number of its issue");
  }

  static List<Complaint> noMachinePaths(SourceFile file) {
    return file.isRule()
        ? List.of()
        : file.complainWhere(MACHINE_PATH, "a path of one machine does not exist on another");
  }

  /// Citations in comments and prose have one form, so that a section can be searched for.
  static List<Complaint> rfcCitationForm(SourceFile file) {
    String message = "cite as \"RFC 2131 section 4.3.2\"";
    if (file.isRule()) {
      return List.of();
    } else if (file.isJava()) {
      return file.without(NOT_A_COMMENT).without(CODE_SPAN).complainWhere(CITATION, message);
    } else if (file.isMarkdown()) {
      return file.without(CODE_SPAN).complainWhere(CITATION, message);
    }
    return List.of();
  }

  static List<Complaint> testsDoNotSleep(SourceFile file) {
    return file.isJava() && file.isTest() && !file.isRule()
        ? file.complainWhere(SLEEP, "a test waits for something to happen, never for time to pass")
        : List.of();
  }

  /// A link inside the tree leads to a file that exists.
  static SourceRule linksLeadSomewhere(Predicate<String> exists) {
    return file -> {
      if (!file.isMarkdown()) {
        return List.of();
      }
      int slash = file.path().lastIndexOf('/');
      String folder = file.path().substring(0, slash + 1);
      return file.complainWhere(LINK, "leads nowhere").stream()
          .filter(complaint -> {
            String target = complaint.message().replaceFirst("^leads nowhere: \\]\\(", "");
            return !exists.test(Path.of(folder + target).normalize().toString());
          })
          .toList();
    };
  }

  /// In a table whose first column is headed "module", each row names a module that exists; and a
  /// document with such a table leaves no module out.
  static SourceRule moduleTablesAreTrue(List<String> modules) {
    return file -> file.isMarkdown() ? moduleTable(file, modules) : List.of();
  }

  private static List<Complaint> moduleTable(SourceFile file, List<String> modules) {
    var complaints = new ArrayList<Complaint>();
    List<String> lines = file.lines();
    for (int header = 0; header < lines.size(); header++) {
      if (!lines.get(header).startsWith("| module |")) {
        continue;
      }
      var named = new ArrayList<String>();
      for (int row = header + 2; row < lines.size() && lines.get(row).startsWith("|"); row++) {
        String cell = lines.get(row).split("\\|", 3)[1];
        List<String> names =
            Pattern.compile("`([^`]+)`").matcher(cell).results().map(m -> m.group(1)).toList();
        for (String name : names) {
          if (!modules.contains(name)) {
            complaints.add(new Complaint(file.path(), row + 1, "no such module: " + name));
          }
        }
        named.addAll(names);
      }
      int line = header + 1;
      modules.stream()
          .filter(module -> !named.contains(module))
          .forEach(m -> complaints.add(new Complaint(file.path(), line, "leaves out module " + m)));
    }
    return complaints;
  }
}
