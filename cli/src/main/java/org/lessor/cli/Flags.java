package org.lessor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The flags of a command. Each method declares one to picocli, shown in the help in this order,
/// and returns what gives its value once the command line was read. Names are separated by commas.
/// To have picocli find annotations instead would take a third of each start.
final class Flags {
  private final CommandSpec spec;

  Flags(CommandSpec spec) {
    this.spec = spec;
  }

  /// How the text of a value is read.
  static final class Form<T> {
    static final Form<String> TEXT = known(String.class);
    static final Form<Path> PATH = known(Path.class);
    static final Form<Integer> INTEGER = known(Integer.class);
    static final Form<Long> LONG = known(Long.class);
    static final Form<Double> DECIMAL = known(Double.class);

    private final Class<T> type;
    private final List<ITypeConverter<T>> converters;

    private Form(Class<T> type, List<ITypeConverter<T>> converters) {
      this.type = type;
      this.converters = converters;
    }

    /// One that picocli reads, and refuses, itself.
    private static <T> Form<T> known(Class<T> type) {
      return new Form<>(type, List.of());
    }

    /// One with a reader that throws [picocli.CommandLine.TypeConversionException] with what is
    /// wrong and a remedy.
    static <T> Form<T> of(Class<T> type, ITypeConverter<T> reader) {
      return new Form<>(type, List.of(reader));
    }

    private OptionSpec.Builder one(OptionSpec.Builder flag) {
      return converted(flag.type(type));
    }

    private OptionSpec.Builder several(OptionSpec.Builder flag) {
      return converted(flag.type(List.class).auxiliaryTypes(type));
    }

    private OptionSpec.Builder converted(OptionSpec.Builder flag) {
      return flag.arity("1").converters(converters.toArray(ITypeConverter<?>[]::new));
    }
  }

  private static OptionSpec.Builder named(String names) {
    return OptionSpec.builder(names.split(",", -1));
  }

  /// A flag without a value.
  Supplier<Boolean> toggle(String names, String description) {
    OptionSpec flag = named(names).type(boolean.class).arity("0").description(description).build();
    spec.addOption(flag);
    return () -> Boolean.TRUE.equals(flag.getValue());
  }

  /// A flag with a value.
  <T> Supplier<Optional<T>> value(String names, String label, Form<T> form, String description) {
    return value(named(names), label, form, description);
  }

  private <T> Supplier<Optional<T>> value(
      OptionSpec.Builder named, String label, Form<T> form, String description) {
    OptionSpec flag = form.one(named.paramLabel(label).description(description)).build();
    spec.addOption(flag);
    return () -> Optional.ofNullable(flag.getValue());
  }

  /// A flag with a value that is `usual`, as it would be written, where the flag is not given.
  <T> Supplier<T> value(
      String names, String label, Form<T> form, String usual, String description) {
    Supplier<Optional<T>> flag = value(named(names).defaultValue(usual), label, form, description);
    return () -> flag.get().orElseThrow();
  }

  /// A flag that must be given.
  <T> Supplier<T> required(String names, String label, Form<T> form, String description) {
    Supplier<Optional<T>> flag = value(named(names).required(true), label, form, description);
    return () -> flag.get().orElseThrow();
  }

  /// A flag that the help leaves out.
  <T> Supplier<T> hidden(String names, Form<T> form, String usual) {
    Supplier<Optional<T>> flag =
        value(named(names).defaultValue(usual).hidden(true), "VALUE", form, "");
    return () -> flag.get().orElseThrow();
  }

  /// A flag that may be given several times; its values in their order.
  <T> Supplier<List<T>> values(String names, String label, Form<T> form, String description) {
    return values(named(names), label, form, description);
  }

  /// A flag that may be given several times, with values separated by commas.
  <T> Supplier<List<T>> commaValues(String names, String label, Form<T> form, String description) {
    return values(named(names).splitRegex(","), label, form, description);
  }

  private <T> Supplier<List<T>> values(
      OptionSpec.Builder named, String label, Form<T> form, String description) {
    OptionSpec flag = form.several(named.paramLabel(label).description(description)).build();
    spec.addOption(flag);
    return () -> listOf(flag);
  }

  /// A word that is no flag and may be left out.
  Supplier<Optional<String>> word(String label, String description) {
    PositionalParamSpec word =
        PositionalParamSpec.builder()
            .type(String.class)
            .arity("0..1")
            .paramLabel(label)
            .description(description)
            .build();
    spec.addPositional(word);
    return () -> Optional.ofNullable(word.getValue());
  }

  /// All words that are no flags.
  Supplier<List<String>> words(String label, String description) {
    PositionalParamSpec words =
        PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .paramLabel(label)
            .description(description)
            .build();
    spec.addPositional(words);
    return () -> listOf(words);
  }

  private static <T> List<T> listOf(ArgSpec flag) {
    List<T> values = flag.getValue();
    return values == null ? List.of() : List.copyOf(values);
  }
}
