package org.lessor.lab.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import org.lessor.lab.sidebyside.Scenario.Case;
import org.lessor.lab.sidebyside.Step.Exchange;
import org.lessor.lab.sidebyside.Step.LeaseEnd;
import org.lessor.lab.sidebyside.Step.LeaseRow;
import org.lessor.lab.sidebyside.Step.Listed;

/// Reads a scenario file. Lines that begin with `#` and empty ones mean nothing; a line that begins
/// with a blank goes on with the one before.
///
/// ```
/// == configuration
/// "valid-lifetime": 3600,
/// "subnet4": [ $SENTINEL,
///   { "id": 1, "subnet": "10.0.1.0/24", "pools": [ { "pool": "10.0.1.100/32" } ] } ]
/// == cases
/// case the relay agent's address chooses the subnet
/// > discover giaddr=10.0.1.1 ask=1,3
/// < offer 10.0.1.100 1=255.255.255.0 !3
/// > request 54=192.0.2.77 50=10.0.1.100 giaddr=10.0.1.1
/// < silence
/// ```
///
/// The configuration is what stands inside of `Dhcp4`, in Kea's notation, without interfaces, lease
/// file and loggers, which are the same for all. `$SENTINEL` stands for a subnet that the test
/// itself needs, in front of the others.
///
/// | line | meaning |
/// |---|---|
/// | `case TITLE` | a new client begins: each case has a hardware address of its own |
/// | `> TYPE NAME=VALUE ...` | it sends a message: `discover`, `request`, `decline`, `release`,
///     `inform`, `bootp` or `type-N`. Numbers are options, `82.1` sub-options, `ask` is option 55;
///     [Words#bytes] says how values are written. Other names are fields: `mac` (six bytes, or the
///     last byte of the case's own address, or `none`), `ciaddr`, `giaddr`, `secs`, `hops`,
///     `flags`, `sname`, `file`. With `giaddr` a relay agent sends it; else it is a broadcast, or
///     comes from `ciaddr` with `via=unicast`. `on=eth1` chooses the server's second interface |
/// | `< KIND ADDRESS NAME=VALUE ...` | what both answer: `offer`, `ack`, `nak`, `bootp` or
///     `silence`; yiaddr, or a prefix where each may choose; what else is to be seen, and `!CODE`
///     for an option that is not there. All that is not said is compared all the same |
/// | `< kea ...`, `< lessor ...` | what the one answers and the other does not |
/// | `= lease ADDRESS` | the last rows of both lease files for this address are compared |
/// | `= end ADDRESS` | time passes until both have put the ended lease of this address back |
/// | `! ID FIELD ...` | of the step above these fields differ for the reason that ID has in
///     docs/kea-differences.md; `reply` where the kind of the answer differs |
///
/// Between configuration and cases may stand `== expressions`: for `$CLASSES` and `$ACTIONS` in the
/// configuration then stand classes, and actions of flex_option, that show the outcome of each
/// expression in an option of its own, in the replies of all cases.
///
/// | line | meaning |
/// |---|---|
/// | `? CASE ... \| EXPRESSION` | a test that is true in cases whose titles begin with these |
/// | `= CASE:VALUE ... \| EXPRESSION` | a text, with its values where it is not empty |
/// | `! ID CASE ...` | with Kea the outcome of the expression above is another one in these cases |
///
/// The server has 192.0.2.1/24 at eth0 and 198.51.100.1/24 at eth1.
final class ScenarioFile {
  private static final String CONFIGURATION = "== configuration";
  private static final String EXPRESSIONS = "== expressions";
  private static final String CASES = "== cases";

  private final String name;
  private final List<String> configuration = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Listed> listed = new ArrayList<>();
  private final List<List<String>> replies = new ArrayList<>();
  private String title = "";
  private List<String> opening = List.of();
  private int openingLine;

  private ScenarioFile(String name) {
    this.name = name;
  }

  /// Reads the text of a file. Throws [IllegalArgumentException] with the line that is wrong.
  static Scenario read(String name, String text) {
    ScenarioFile file = new ScenarioFile(name);
    List<String> lines = text.lines().toList();
    int from = lines.indexOf(CONFIGURATION);
    int to = lines.indexOf(CASES);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(name + ": first configuration, then cases");
    }
    int between = lines.indexOf(EXPRESSIONS);
    file.configuration.addAll(lines.subList(from + 1, between < 0 ? to : between));
    if (between >= 0) {
      file.read(lines, between + 1, to, file::expression);
    }
    file.read(lines, to + 1, lines.size(), file::line);
    file.endCase();
    String configuration =
        Expression.configure(String.join("\n", file.configuration), file.expressions);
    return new Scenario(name, configuration, file.cases);
  }

  private void read(List<String> lines, int from, int to, ObjIntConsumer<String> reader) {
    int next = from;
    while (next < to) {
      int first = next;
      StringBuilder line = new StringBuilder(lines.get(next++));
      while (next < to && lines.get(next).startsWith(" ")) {
        line.append(' ').append(lines.get(next++).strip());
      }
      if (line.toString().isBlank() || line.charAt(0) == '#') {
        continue;
      }
      try {
        reader.accept(line.toString(), first + 1);
      } catch (WrongLine elsewhere) {
        throw elsewhere;
      } catch (IllegalArgumentException wrong) {
        throw new WrongLine(name, first + 1, wrong);
      }
    }
  }

  /// What is wrong, and where.
  private static final class WrongLine extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    WrongLine(String file, int line, IllegalArgumentException wrong) {
      super(file + " line " + line + ": " + wrong.getMessage(), wrong);
    }
  }

  private void expression(String line, int number) {
    switch (line.charAt(0)) {
      case '?', '=' -> expressions.add(Expression.of(number, expressions.size(), line));
      case '!' -> {
        List<String> words = Words.of(line);
        for (String name : words.subList(2, words.size())) {
          expressions.getLast().listed().put(name, words.get(1));
        }
      }
      default -> throw new IllegalArgumentException("neither test nor text");
    }
  }

  private void line(String line, int number) {
    List<String> words = Words.of(line);
    List<String> rest = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "case" -> {
        endCase();
        title = String.join(" ", rest);
      }
      case ">", "=" -> {
        endStep();
        opening = words;
        openingLine = number;
      }
      case "<" -> replies.add(rest);
      case "!" ->
          listed.add(new Listed(rest.getFirst(), new TreeSet<>(rest.subList(1, rest.size()))));
      default -> throw new IllegalArgumentException("what is " + words.getFirst() + "?");
    }
  }

  private void endCase() {
    endStep();
    if (!title.isEmpty()) {
      cases.add(new Case(title, List.copyOf(steps)));
      steps.clear();
    }
  }

  private void endStep() {
    if (opening.isEmpty()) {
      return;
    }
    try {
      steps.add(step());
    } catch (IllegalArgumentException wrong) {
      throw new WrongLine(name, openingLine, wrong);
    }
    opening = List.of();
    listed.clear();
    replies.clear();
  }

  private Step step() {
    if (title.isEmpty()) {
      throw new IllegalArgumentException("a step before the first case");
    }
    List<String> words = opening.subList(1, opening.size());
    if (opening.getFirst().equals("=")) {
      return aboutLease(words);
    }
    String name = title.split("[ :]", 2)[0];
    expressions.forEach(expression -> expression.listed(name).ifPresent(listed::add));
    return new Exchange(
        openingLine,
        Request.of(words),
        expressed("kea", name),
        expressed("lessor", name),
        List.copyOf(listed));
  }

  private Step aboutLease(List<String> words) {
    String what = words.size() == 2 ? words.getFirst() : "";
    return switch (what) {
      case "lease" -> new LeaseRow(openingLine, words.getLast(), List.copyOf(listed));
      case "end" -> new LeaseEnd(openingLine, words.getLast());
      default ->
          throw new IllegalArgumentException("neither \"= lease ADDRESS\" nor \"= end ADDRESS\"");
    };
  }

  /// What a side answers, with the outcome of all expressions.
  private Expected expressed(String side, String name) {
    Expected expected = expected(side);
    for (Expression expression : expressions) {
      if (side.equals("lessor") || expression.listed(name).isEmpty()) {
        expected = expected.and(expression.expected(name));
      }
    }
    return expected;
  }

  private Expected expected(String side) {
    return replies.stream()
        .filter(words -> !words.getFirst().equals(side.equals("kea") ? "lessor" : "kea"))
        .map(words -> words.getFirst().equals(side) ? words.subList(1, words.size()) : words)
        .map(Expected::of)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no reply of " + side));
  }
}
