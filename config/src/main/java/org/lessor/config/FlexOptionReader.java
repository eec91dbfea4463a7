package org.lessor.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.OptionAction;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.OptionType;

/// Reads the parameters of Kea's hook library flex_option.
final class FlexOptionReader {
  private static final int VENDOR_OPTIONS = 125;
  private static final int MAX_CODE = 254;

  private final OptionSpaces spaces;
  private final OptionReader known;
  private final ExpressionCompiler compiler;

  FlexOptionReader(OptionReader known, ExpressionCompiler compiler) {
    this.spaces = known.spaces();
    this.known = known;
    this.compiler = compiler;
  }

  /// One option that an entry is about.
  private record Named(int code, Optional<OptionDefinition<?>> definition) {}

  /// The changes, in the order in which Kea makes them: by rising code, then as they stand there.
  List<OptionAction> read(Section parameters) {
    List<OptionAction> actions = new ArrayList<>();
    if (!parameters.has("options")) {
      parameters.error("", "\"options\" is missing", "add it");
    }
    for (Section section : parameters.sections("options")) {
      option(section, actions);
      section.finish();
    }
    parameters.finish();
    actions.sort(Comparator.comparingInt(action -> action.target().code()));
    return actions;
  }

  private void option(Section section, List<OptionAction> actions) {
    String space = OptionNames.canonical(section.string("space").orElse(OptionSpace.DHCP4));
    Optional<Named> named = named(section, space, 1, MAX_CODE);
    List<String> classes = classes(section);
    OptionAction.Source source = source(section);
    if (!section.has("sub-options")) {
      Optional<OptionAction.Change> change = change(section, named.flatMap(Named::definition));
      if (named.isPresent() && change.isPresent()) {
        OptionAction.Target target = new OptionAction.Target.Own(named.get().code());
        actions.add(new OptionAction(target, change.get(), classes, source));
      }
      return;
    }
    for (String key : List.of("add", "supersede", "remove")) {
      if (section.has(key)) {
        section.error(key, "stands beside sub-options", "move it into them");
      }
    }
    for (Section sub : section.sections("sub-options")) {
      named.ifPresent(outer -> subOption(sub, outer, classes, source, actions));
      sub.finish();
    }
  }

  private void subOption(
      Section section,
      Named outer,
      List<String> outerClasses,
      OptionAction.Source source,
      List<OptionAction> actions) {
    Optional<String> space = section.string("space").map(OptionNames::canonical);
    Optional<String> inside =
        space
            .or(() -> outer.definition.map(OptionDefinition::encapsulates))
            .filter(name -> !name.isEmpty());
    if (inside.isEmpty()) {
      section.error(
          "space", "option " + outer.code + " has no space of sub-options", "add \"space\"");
    }
    Optional<Named> named = named(section, inside.orElse(""), 0, 255);
    OptionAction.Container container =
        new OptionAction.Container(
            section.bool("container-add").orElse(true)
                ? OptionAction.Container.Absent.MADE
                : OptionAction.Container.Absent.LEFT,
            section.bool("container-remove").orElse(true)
                ? OptionAction.Container.Emptied.TAKEN
                : OptionAction.Container.Emptied.LEFT);
    List<String> classes = new ArrayList<>(outerClasses);
    classes.addAll(classes(section));
    Optional<OptionAction.Change> change = change(section, named.flatMap(Named::definition));
    if (inside.isEmpty() || named.isEmpty() || change.isEmpty()) {
      return;
    }
    target(section, outer, inside.get(), named.get().code, container)
        .ifPresent(target -> actions.add(new OptionAction(target, change.get(), classes, source)));
  }

  private static Optional<OptionAction.Target> target(
      Section section, Named outer, String space, int code, OptionAction.Container container) {
    OptionalLong enterprise = OptionNames.enterprise(space);
    if (outer.code == VENDOR_OPTIONS) {
      if (enterprise.isEmpty() || enterprise.getAsLong() == ConfiguredOption.OWN) {
        section.error("space", "\"" + space + "\" is no enterprise's", "use vendor-<number>");
        return Optional.empty();
      }
      return Optional.of(new OptionAction.Target.Vendor(enterprise.getAsLong(), code, container));
    }
    boolean valueInFront =
        outer.definition.isPresent() && !outer.definition.get().isOnlySubOptions();
    if (valueInFront) {
      section.error(
          "",
          "a sub-option behind the value of option " + outer.code + " is not supported yet",
          "set the whole option");
      return Optional.empty();
    }
    return Optional.of(new OptionAction.Target.Sub(outer.code, code, container));
  }

  private Optional<Named> named(Section section, String space, int least, int most) {
    Optional<String> name = section.string("name").filter(text -> !text.isEmpty());
    OptionalLong code = section.integer("code", least, most);
    Optional<OptionDefinition<?>> definition =
        code.isPresent()
            ? spaces.byCode(space, (int) code.getAsLong())
            : name.flatMap(text -> spaces.byName(space, text));
    boolean agree =
        name.isEmpty() || (definition.isPresent() && definition.get().name().equals(name.get()));
    if (name.isEmpty() && code.isEmpty()) {
      if (!section.has("code")) {
        section.error("", "names no option", "give \"name\" or \"code\"");
      }
      return Optional.empty();
    }
    if (!agree) {
      section.error(
          "name",
          "\""
              + name.get()
              + "\" is not the name of an option in \""
              + space
              + "\""
              + (code.isPresent() ? " with code " + code.getAsLong() : ""),
          "correct one of them, or define it in option-def");
      return Optional.empty();
    }
    int number = code.isPresent() ? (int) code.getAsLong() : definition.orElseThrow().code();
    return Optional.of(new Named(number, definition));
  }

  private Optional<OptionAction.Change> change(
      Section section, Optional<OptionDefinition<?>> definition) {
    List<String> given =
        List.of("add", "supersede", "remove").stream().filter(section::has).toList();
    boolean csv = section.bool("csv-format").orElse(false);
    if (given.size() != 1) {
      section.error(
          "",
          given.isEmpty() ? "changes nothing" : "changes its option twice: " + given,
          "give exactly one of add, supersede, remove");
      return Optional.empty();
    }
    if (csv && definition.isEmpty()) {
      section.error(
          "csv-format",
          "an option without definition cannot be read as text",
          "define it in option-def");
      return Optional.empty();
    }
    Optional<OptionType<?>> type = csv ? definition.map(OptionDefinition::type) : Optional.empty();
    return switch (given.getFirst()) {
      case "add" -> text(section, "add").map(value -> new OptionAction.Change.Add(value, type));
      case "supersede" ->
          text(section, "supersede").map(value -> new OptionAction.Change.Supersede(value, type));
      default ->
          Expressions.condition(section, "remove", compiler).map(OptionAction.Change.Remove::new);
    };
  }

  private Optional<Expression.Text> text(Section section, String key) {
    return Expressions.text(section, key, compiler);
  }

  private List<String> classes(Section section) {
    Optional<String> name = section.string("client-class").filter(text -> !text.isEmpty());
    name.ifPresent(
        _ -> known.mentions().add(new OptionReader.Mention(section, section.text("client-class"))));
    return name.map(List::of).orElse(List.of());
  }

  private static OptionAction.Source source(Section section) {
    String destination = section.string("destination").orElse("response");
    if (!destination.equals("response")) {
      section.error(
          "destination",
          destination.equals("query")
              ? "changing what the client sent is not supported yet"
              : "\"" + destination + "\" is no message",
          "use response");
    }
    String source = section.string("source").orElse("query");
    if (!List.of("query", "response").contains(source)) {
      section.error("source", "\"" + source + "\" is no message", "use query or response");
    }
    return source.equals("response") ? OptionAction.Source.RESPONSE : OptionAction.Source.QUERY;
  }
}
