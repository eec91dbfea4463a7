package org.lessor.client.dhclient;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.client.dhclient.DhclientConf.Facts;
import org.lessor.client.dhclient.IscWords.Kind;
import org.lessor.client.dhclient.IscWords.Word;
import org.lessor.client.hook.IscOptions;
import org.lessor.client.host.OptionEdit;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.OptionDefinition;

/// Reads a dhclient.conf(5): statement by statement, each up to its semicolon or closing brace.
final class DhclientConfReader {
  private static final Set<String> TIMES =
      Set.of(
          "timeout",
          "retry",
          "select-timeout",
          "reboot",
          "backoff-cutoff",
          "initial-interval",
          "initial-delay");

  private final List<Word> words;
  private final String interfaceName;
  private final Facts facts;
  private int at;

  private final Map<String, Duration> times = new HashMap<>();
  private final Map<Integer, Bytes> sent = new LinkedHashMap<>();
  private @Nullable List<Integer> requested;
  private final Set<Integer> required = new HashSet<>();
  private final List<OptionEdit> edits = new ArrayList<>();
  private final List<Ipv4Prefix> rejected = new ArrayList<>();
  private @Nullable Path script;
  private final Map<String, String> alias = new HashMap<>();
  private IscOptions options = IscOptions.STANDARD;
  private final List<String> unsupported = new ArrayList<>();

  DhclientConfReader(String text, String interfaceName, Facts facts) {
    this.words = IscWords.of(text);
    this.interfaceName = interfaceName;
    this.facts = facts;
  }

  DhclientConf read() {
    while (word().kind() != Kind.END) {
      statement();
    }
    return new DhclientConf(
        times,
        sent,
        Optional.ofNullable(requested),
        required,
        edits,
        rejected,
        Optional.ofNullable(script),
        alias,
        options,
        unsupported);
  }

  private Word word() {
    return words.get(at);
  }

  private Word take() {
    Word word = words.get(at);
    at = Math.min(at + 1, words.size() - 1);
    return word;
  }

  private void statement() {
    Word first = take();
    String name = first.text().toLowerCase(Locale.ROOT);
    if (first.kind() == Kind.MARK) {
      if (!first.isMark(';')) {
        complain(first, "\"" + first.text() + "\" does not belong there");
      }
    } else if (TIMES.contains(name)) {
      time(first, rest());
    } else {
      switch (name) {
        case "send" -> send(first, rest());
        case "also" -> also(first);
        case "request" -> request(new ArrayList<>(), rest());
        case "require" -> require(rest());
        case "supersede" -> edit(OptionEdit.Kind.SUPERSEDE, first, rest());
        case "default" -> edit(OptionEdit.Kind.DEFAULT, first, rest());
        case "prepend" -> edit(OptionEdit.Kind.PREPEND, first, rest());
        case "append" -> edit(OptionEdit.Kind.APPEND, first, rest());
        case "reject" -> reject(rest());
        case "script" -> script(first, rest());
        case "option" -> option(first, rest());
        case "interface" -> interfaceBlock();
        case "alias" -> aliasBlock();
        default -> unsupported(first);
      }
    }
  }

  /// The words up to the semicolon, which is taken too.
  private List<Word> rest() {
    List<Word> rest = new ArrayList<>();
    while (word().kind() != Kind.END && !word().isMark(';') && !word().isMark('}')) {
      rest.add(take());
    }
    if (word().isMark(';')) {
      take();
    }
    return rest;
  }

  private void complain(Word where, String what) {
    unsupported.add("line " + where.line() + ": " + what);
  }

  /// A statement that is not for this client: it, and the block behind it, are passed over.
  private void unsupported(Word first) {
    complain(first, "\"" + first.text() + "\" is not supported");
    while (word().kind() != Kind.END && !word().isMark(';') && !word().isMark('{')) {
      take();
    }
    if (take().isMark('{')) {
      skipBlock();
    }
  }

  private void skipBlock() {
    int depth = 1;
    while (depth > 0 && word().kind() != Kind.END) {
      Word word = take();
      depth += word.isMark('{') ? 1 : word.isMark('}') ? -1 : 0;
    }
  }

  private void time(Word name, List<Word> value) {
    if (value.size() == 1 && value.getFirst().text().matches("[0-9]{1,9}")) {
      times.put(
          name.text().toLowerCase(Locale.ROOT),
          Duration.ofSeconds(Long.parseLong(value.getFirst().text())));
    } else {
      complain(name, "\"" + name.text() + "\" wants a number of seconds");
    }
  }

  private void also(Word also) {
    Word what = take();
    if (what.is("request")) {
      List<Integer> before = requested;
      request(new ArrayList<>(before == null ? DhclientConf.DEFAULT_REQUEST : before), rest());
    } else if (what.is("require")) {
      require(rest());
    } else {
      complain(also, "\"also " + what.text() + "\" is not supported");
      rest();
    }
  }

  private void request(List<Integer> codes, List<Word> names) {
    for (int code : codes(names)) {
      if (!codes.contains(code)) {
        codes.add(code);
      }
    }
    requested = codes;
  }

  private void require(List<Word> names) {
    required.addAll(codes(names));
  }

  /// The options of DHCPv4 among these; those of DHCPv6 are for another program.
  private List<Integer> codes(List<Word> names) {
    List<Integer> codes = new ArrayList<>();
    for (Word name : names) {
      if (name.kind() == Kind.PLAIN && !name.text().startsWith("dhcp6.")) {
        Optional<Integer> code = code(name);
        code.filter(number -> number <= 254).ifPresent(codes::add);
      }
    }
    return codes;
  }

  private Optional<Integer> code(Word name) {
    String plain = name.text().startsWith("dhcp.") ? name.text().substring(5) : name.text();
    Optional<Integer> code = options.code(plain.toLowerCase(Locale.ROOT));
    if (code.isEmpty()) {
      complain(name, "there is no option \"" + name.text() + "\"");
    }
    return code;
  }

  private void send(Word first, List<Word> declaration) {
    read(first, declaration).ifPresent(edit -> sent.put(edit.code(), edit.value()));
  }

  private void edit(OptionEdit.Kind kind, Word first, List<Word> declaration) {
    read(first, declaration)
        .ifPresent(edit -> edits.add(new OptionEdit(kind, edit.code(), edit.value())));
  }

  /// An option's name and value.
  private Optional<OptionEdit> read(Word first, List<Word> declaration) {
    if (declaration.isEmpty()) {
      complain(first, "\"" + first.text() + "\" names no option");
      return Optional.empty();
    }
    Word name = declaration.getFirst();
    if (name.text().startsWith("dhcp6.")) {
      return Optional.empty();
    }
    Optional<Integer> code = code(name);
    if (code.isEmpty()) {
      return Optional.empty();
    }
    List<Word> value = declaration.subList(1, declaration.size());
    Optional<Bytes> bytes =
        !value.isEmpty() && value.getFirst().isMark('=')
            ? expression(code.get(), value.subList(1, value.size()))
            : IscValues.read(code.get(), value, options);
    if (bytes.isEmpty()) {
      complain(name, "the value of \"" + name.text() + "\" is not understood");
    }
    return bytes.map(known -> new OptionEdit(OptionEdit.Kind.SUPERSEDE, code.get(), known));
  }

  /// `gethostname()`, `hardware` and plain values; other expressions of dhcp-eval(5) are not done.
  private Optional<Bytes> expression(int code, List<Word> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (words.getFirst().is("gethostname")) {
      return Optional.of(IscValues.bytes(facts.hostName())).filter(name -> !name.isEmpty());
    }
    if (words.size() == 1 && words.getFirst().is("hardware")) {
      return Optional.of(facts.hardware()).filter(address -> !address.isEmpty());
    }
    boolean call = words.stream().anyMatch(word -> word.isMark('('));
    return call ? Optional.empty() : IscValues.read(code, words, options);
  }

  private void reject(List<Word> addresses) {
    for (Word word : addresses) {
      if (!word.isMark(',')) {
        String text = word.text().contains("/") ? word.text() : word.text() + "/32";
        Ipv4Prefix.parse(text)
            .ifPresentOrElse(
                rejected::add, () -> complain(word, word.text() + " is no address to reject"));
      }
    }
  }

  private void script(Word first, List<Word> value) {
    if (value.size() == 1 && !value.getFirst().text().isEmpty()) {
      script = Path.of(value.getFirst().text());
    } else {
      complain(first, "\"script\" wants the path of a program");
    }
  }

  /// `option NAME code N = TYPE;`.
  private void option(Word first, List<Word> words) {
    boolean definition =
        words.size() >= 5
            && words.get(1).is("code")
            && words.get(2).text().matches("[0-9]{1,3}")
            && words.get(3).isMark('=');
    String name = words.isEmpty() ? "" : words.getFirst().text();
    if (!definition) {
      complain(first, "\"option " + name + "\" is not supported here");
      return;
    }
    if (name.startsWith("dhcp6.")) {
      return;
    }
    int code = Integer.parseInt(words.get(2).text());
    var type = IscTypes.read(words.subList(4, words.size()));
    if (type.isEmpty() || code < 1 || code > 254 || name.contains(".")) {
      complain(first, "the definition of option \"" + name + "\" is not supported");
      return;
    }
    options = options.with(new OptionDefinition<>(code, name, type.get(), "dhclient.conf"));
  }

  private void interfaceBlock() {
    Word name = take();
    Word open = take();
    if (!open.isMark('{')) {
      complain(name, "\"interface\" wants a name and a block");
      return;
    }
    if (!name.text().equals(interfaceName)) {
      skipBlock();
      return;
    }
    while (word().kind() != Kind.END && !word().isMark('}')) {
      statement();
    }
    take();
  }

  /// `alias { interface "eth0"; fixed-address A; option subnet-mask M; }`, for the script.
  private void aliasBlock() {
    if (!take().isMark('{')) {
      return;
    }
    Map<String, String> found = new HashMap<>();
    boolean ours = true;
    while (word().kind() != Kind.END && !word().isMark('}')) {
      List<Word> declaration = rest();
      if (declaration.size() == 2 && declaration.getFirst().is("interface")) {
        ours = declaration.get(1).text().equals(interfaceName);
      } else if (declaration.size() == 2 && declaration.getFirst().is("fixed-address")) {
        found.put("alias_ip_address", declaration.get(1).text());
      } else if (declaration.size() == 3 && declaration.get(1).is("subnet-mask")) {
        found.put("alias_subnet_mask", declaration.get(2).text());
      }
    }
    take();
    if (ours && found.values().stream().allMatch(value -> value.matches("[0-9.]+"))) {
      alias.putAll(found);
    }
  }
}
