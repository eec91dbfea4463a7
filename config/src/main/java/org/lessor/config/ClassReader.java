package org.lessor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.lessor.engine.ClassRules;
import org.lessor.engine.ClientClass;
import org.lessor.engine.Lease;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;

/// Reads client classes, and what networks, subnets, pools and reservations say of them. One reader
/// reads one configuration.
final class ClassReader {
  private static final Set<String> BUILT_IN =
      Set.of(ClientClass.ALL, ClientClass.KNOWN, ClientClass.UNKNOWN, ClientClass.BOOTP);
  private static final Set<String> SPECIAL =
      Set.of(ClientClass.DROP, ClientClass.REJECT, "SKIP_DDNS");
  private static final List<String> PREFIXES =
      List.of(ClientClass.VENDOR_CLASS_PREFIX, "HA_", "AFTER_", "EXTERNAL_");

  private final OptionReader options;
  private final LimitReader limits;
  private final Map<String, Section> defined = new HashMap<>();
  private final Set<String> templates = new HashSet<>();
  private final Set<String> reserved = new HashSet<>();
  private final List<Mention> mentions = new ArrayList<>();

  /// A place that names a class.
  ///
  /// @param section where
  /// @param text the name
  /// @param effect what it means if there is no such class
  private record Mention(Section section, Section.Text text, String effect) {}

  ClassReader(OptionReader options, LimitReader limits) {
    this.options = options;
    this.limits = limits;
  }

  /// The classes of the global level.
  List<ClientClass> read(Section global) {
    List<ClientClass> classes = new ArrayList<>();
    for (Section section : global.sections("client-classes")) {
      clientClass(section).ifPresent(classes::add);
      section.finish();
    }
    return classes;
  }

  private Optional<ClientClass> clientClass(Section section) {
    Optional<String> name = section.required("name");
    if (name.isPresent() && name.get().isEmpty()) {
      section.error("name", "is empty", "name the class");
      name = Optional.empty();
    }
    ClientClass.Test test = test(section);
    ClientClass.Moment moment = moment(section);
    ClientClass read =
        ClientClass.of(name.orElse("?"))
            .withTest(test)
            .withMoment(moment)
            .withOptions(classOptions(section).read(section))
            .withBoot(Scope.boot(section))
            .withLifetimes(lifetimes(section))
            .withOfferHoldSeconds(offerHold(section));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    check(section, read);
    limits.clientClass(section, read);
    Section former = defined.putIfAbsent(read.name(), section);
    if (former != null) {
      section.error(
          "name", "\"" + read.name() + "\" is also defined by " + former.path(), "rename one");
    }
    if (test instanceof ClientClass.Test.Template) {
      templates.add(read.name());
    }
    return Optional.of(read);
  }

  private ClientClass.Test test(Section section) {
    Optional<String> test = section.string("test").filter(text -> !text.isEmpty());
    Optional<String> template = section.string("template-test").filter(text -> !text.isEmpty());
    if (test.isPresent() && template.isPresent()) {
      section.error("template-test", "stands beside a test", "keep one of them");
      return ClientClass.Test.None.NONE;
    }
    if (test.isPresent()) {
      return switch (compiler(this::isDefined).condition(test.get())) {
        case Compiled.Ok<Expression.Condition>(Expression.Condition condition) ->
            new ClientClass.Test.Condition(condition);
        case Compiled.Wrong<Expression.Condition> wrong -> wrong(section, "test", wrong);
      };
    }
    if (template.isPresent()) {
      return switch (compiler(_ -> true).text(template.get())) {
        case Compiled.Ok<Expression.Text>(Expression.Text text) ->
            new ClientClass.Test.Template(text);
        case Compiled.Wrong<Expression.Text> wrong -> wrong(section, "template-test", wrong);
      };
    }
    return ClientClass.Test.None.NONE;
  }

  /// For expressions that may ask for every class.
  ExpressionCompiler compiler() {
    return compiler(name -> isKnown(name));
  }

  private ExpressionCompiler compiler(Predicate<String> classes) {
    return new ExpressionCompiler(options.spaces(), classes);
  }

  private static <T extends Expression> ClientClass.Test wrong(
      Section section, String key, Compiled.Wrong<T> wrong) {
    section.errorInside(key, wrong.offset(), wrong.message(), "");
    return ClientClass.Test.None.NONE;
  }

  private boolean isDefined(String name) {
    return isBuiltIn(name) || defined.containsKey(name);
  }

  private static boolean isBuiltIn(String name) {
    return BUILT_IN.contains(name)
        || PREFIXES.stream()
            .anyMatch(prefix -> name.startsWith(prefix) && name.length() > prefix.length());
  }

  private static ClientClass.Moment moment(Section section) {
    Optional<Boolean> old = section.bool("only-if-required");
    Optional<Boolean> additional = section.bool("only-in-additional-list");
    if (old.isPresent() && additional.isPresent()) {
      section.error(
          "only-if-required",
          "stands beside only-in-additional-list, which means the same",
          "keep only-in-additional-list");
    }
    return additional.or(() -> old).orElse(false)
        ? ClientClass.Moment.IF_ADDITIONAL
        : ClientClass.Moment.AT_ONCE;
  }

  private OptionReader classOptions(Section section) {
    for (Section definition : section.sections("option-def")) {
      OptionalLong code = definition.integer("code", 0, 255);
      boolean allowed =
          definition.string("space").orElse("dhcp4").equals("dhcp4")
              && (code.orElse(43) == 43 || (code.getAsLong() >= 224 && code.getAsLong() <= 254));
      if (!allowed) {
        definition.error(
            "code",
            "is not defined by class",
            "a class may define option 43 and options 224 to 254; move it to the global"
                + " option-def");
      }
    }
    return options.within(section);
  }

  private static Optional<Lifetimes> lifetimes(Section section) {
    boolean none =
        !section.has("valid-lifetime")
            && !section.has("min-valid-lifetime")
            && !section.has("max-valid-lifetime");
    return none
        ? Optional.empty()
        : Optional.of(
            Scope.lifetimes(
                section,
                Scope.Bounds.NONE.read(section),
                Lifetimes.fixed(Scope.DEFAULT_LIFETIME_SECONDS)));
  }

  private static OptionalLong offerHold(Section section) {
    OptionalLong given = section.integer("offer-lifetime", 0, Lease.INFINITE);
    return given.isPresent() && given.getAsLong() == 0 ? OptionalLong.empty() : given;
  }

  private static void check(Section section, ClientClass read) {
    boolean tested = read.test() != ClientClass.Test.None.NONE;
    boolean late = read.moment() == ClientClass.Moment.IF_ADDITIONAL;
    String key = section.has("only-if-required") ? "only-if-required" : "only-in-additional-list";
    if (BUILT_IN.contains(read.name()) && tested) {
      section.error(
          section.has("test") ? "test" : "template-test",
          "the built-in class " + read.name() + " takes no test",
          "test for it in another class by member('" + read.name() + "')");
    }
    if (late && (BUILT_IN.contains(read.name()) || SPECIAL.contains(read.name()))) {
      section.error(key, "the class " + read.name() + " cannot wait for a list", "take it out");
    }
    boolean times = read.lifetimes().isPresent() || read.offerHoldSeconds().isPresent();
    if (late && times) {
      section.warning(
          key,
          "the lifetimes of this class have no effect: it is evaluated when they are settled",
          "take them out, or " + key);
    }
  }

  /// What a network, subnet or pool says of classes.
  ClassRules rules(Section section) {
    List<String> guards = new ArrayList<>();
    if (section.has("client-class") && section.has("client-classes")) {
      section.error("client-class", "stands beside client-classes", "move it into client-classes");
    }
    section
        .string("client-class")
        .filter(name -> !name.isEmpty())
        .ifPresent(name -> {
          guards.add(name);
          mention(section, section.text("client-class"), "it lets nobody in");
        });
    for (Section.Text text : section.texts("client-classes")) {
      guards.add(text.value());
      mention(section, text, "it lets nobody in");
    }
    if (section.has("require-client-classes") && section.has("evaluate-additional-classes")) {
      section.error(
          "require-client-classes",
          "stands beside evaluate-additional-classes, which means the same",
          "keep evaluate-additional-classes");
    }
    List<String> additional = new ArrayList<>();
    for (String key : List.of("require-client-classes", "evaluate-additional-classes")) {
      for (Section.Text text : section.texts(key)) {
        additional.add(text.value());
        mention(section, text, "it has no effect");
      }
    }
    section.onlyDefault("metadata", "");
    return new ClassRules(guards, additional);
  }

  /// The classes that a reservation gives.
  List<String> reserved(Section section) {
    List<String> names = section.texts("client-classes").stream().map(Section.Text::value).toList();
    reserved.addAll(names);
    return names;
  }

  private void mention(Section section, Section.Text text, String effect) {
    mentions.add(new Mention(section, text, effect));
  }

  /// Warns of classes that nobody can belong to, once everything is read.
  void finish() {
    for (OptionReader.Mention mention : options.mentions()) {
      mention(mention.section(), mention.text(), "it has no effect for anybody");
    }
    for (Mention mention : mentions) {
      String name = mention.text.value();
      if (!isKnown(name)) {
        String near = Spelling.nearest(name, defined.keySet());
        mention.section.warning(
            mention.text,
            "there is no class \"" + name + "\": " + mention.effect,
            near.isEmpty() ? "define it in client-classes" : "did you mean \"" + near + "\"?");
      }
    }
  }

  private boolean isKnown(String name) {
    return isDefined(name)
        || SPECIAL.contains(name)
        || reserved.contains(name)
        || templates.stream()
            .anyMatch(each -> name.startsWith(ClientClass.SPAWN_PREFIX + each + "_"));
  }
}
