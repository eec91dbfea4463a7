package org.lessor.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Option;
import org.lessor.wire.Parsed;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// What the flags of perfdhcp take, where they mean the same here, and why the others are refused.
final class PerfdhcpFlags {
  private static final String TEMPLATES = "packets come from no templates: -o adds options";
  private static final String ONLY_V4 = "Lessor speaks DHCPv4 only";

  /// perfdhcp's flags that mean nothing here, and what to do instead.
  private static final Map<String, String> REFUSED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("-1", "each client takes the server identifier from its own offer"),
              Map.entry("-6", ONLY_V4),
              Map.entry("-a", "exchanges begin when they are due by -r, one at a time"),
              Map.entry("-A", ONLY_V4),
              Map.entry("-c", ONLY_V4),
              Map.entry("-e", "DHCPv4 has leases of addresses only"),
              Map.entry("--or", ONLY_V4),
              Map.entry("-C", "--json prints a summary for programs"),
              Map.entry("-g", "there is one thread for each relay address of -l"),
              Map.entry("-J", "name the relay addresses with -l, separated by commas"),
              Map.entry("-M", "Ethernet addresses follow one another: -b says the first"),
              Map.entry("-P", "--bind-first or --warm-up let a server get going"),
              Map.entry("-w", "run the script before and after"),
              Map.entry("-v", "\"lessor --version\" tells the version"),
              Map.entry("-y", "secs is always 0"),
              Map.entry("-Y", "secs is always 0"),
              Map.entry("-T", TEMPLATES),
              Map.entry("-E", TEMPLATES),
              Map.entry("-I", TEMPLATES),
              Map.entry("-O", TEMPLATES),
              Map.entry("-S", TEMPLATES),
              Map.entry("-X", TEMPLATES)));

  /// perfdhcp's flags that ask for what is done anyway: DHCPv4, and to look for addresses given out
  /// twice.
  private static final List<String> DONE_ANYWAY = List.of("-4", "-u");

  private PerfdhcpFlags() {}

  /// Has `command` take the flags that ask for nothing more, and name those that it refuses, each
  /// with the reason.
  static void addTo(CommandSpec command) {
    // -1 and -6 are flags of perfdhcp. Where a value should stand they are numbers, out of range.
    command.parser().allowOptionsAsOptionParameters(true);
    DONE_ANYWAY.forEach(name ->
        command.addOption(
            OptionSpec.builder(name).type(boolean.class).arity("0").hidden(true).build()));
    REFUSED.forEach((name, reason) ->
        command.addOption(
            OptionSpec.builder(name)
                .type(String.class)
                .arity("0..1")
                .hidden(true)
                .setter(
                    new ISetter() {
                      @Override
                      public <T> T set(T value) {
                        if (value == null) {
                          return value; // The default, before anything was read.
                        }
                        throw new ParameterException(
                            command.commandLine(),
                            name + " of perfdhcp is not supported: " + reason);
                      }
                    })
                .build()));
  }

  /// `mac=02:00:00:00:00:01`: the Ethernet address of the first client.
  record Base(long mac) {
    static final Flags.Form<Base> FORM = Flags.Form.of(Base.class, Base::read);

    private static Base read(String text) {
      String[] sides = text.split("=", 2);
      if (sides.length != 2 || !List.of("mac", "ether").contains(sides[0])) {
        throw new TypeConversionException("'" + text + "' is no base: write mac=02:00:00:00:00:01");
      }
      try {
        Bytes octets = HardwareAddress.ethernet(sides[1].replace("::", ":")).address();
        return new Base(((long) octets.uint16(0) << 32) | octets.uint32(2));
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(
            "'" + sides[1] + "' is no Ethernet address: " + wrong.getMessage());
      }
    }
  }

  /// `60,646f63736973`: an option by code and value.
  record ExtraOption(Option option) {
    /// Requested address, overload (set by the encoder), message type and server identifier: with
    /// others in their place no server answers.
    private static final Set<Integer> OWN = Set.of(50, 52, 53, 54);

    static final Flags.Form<ExtraOption> FORM = Flags.Form.of(ExtraOption.class, ExtraOption::read);

    private static ExtraOption read(String text) {
      String[] sides = text.split(",", 2);
      if (sides.length == 2
          && sides[0].matches("[0-9]{1,3}")
          && Bytes.parseHex(sides[1]) instanceof Parsed.Ok<Bytes>(Bytes value)) {
        int code = Integer.parseInt(sides[0]);
        if (OWN.contains(code)) {
          throw new TypeConversionException(
              "option " + code + " is not for -o: each message sets it as it must be");
        }
        if (code >= 1 && code <= 254) {
          return new ExtraOption(new Option(code, value));
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is no option: write code (1 to 254), comma, value in hexadecimal");
    }
  }

  /// `25` or `5%`: so many lost, or such a part of all.
  ///
  /// @param count [Long#MAX_VALUE] where a part is meant
  /// @param percent 100 where a number is meant
  record MaxDrop(long count, double percent) {
    static final MaxDrop UNLIMITED = new MaxDrop(Long.MAX_VALUE, 100);

    static final Flags.Form<MaxDrop> FORM = Flags.Form.of(MaxDrop.class, MaxDrop::read);

    private static MaxDrop read(String text) {
      if (text.matches("[0-9]{1,15}") && Long.parseLong(text) > 0) {
        return new MaxDrop(Long.parseLong(text), 100);
      }
      if (text.matches("([0-9]{1,2}(\\.[0-9]{1,6})?|100(\\.0{1,6})?)%")) {
        return new MaxDrop(
            Long.MAX_VALUE, Double.parseDouble(text.substring(0, text.length() - 1)));
      }
      throw new TypeConversionException(
          "'" + text + "' is no number of losses: write 25, or 5% for a part of all");
    }
  }

  /// What `-x` asks to be told besides.
  enum Diagnostic {
    ARGUMENTS('a'),
    EXIT_REASON('e'),
    /// Always told.
    RATES('i'),
    LEASES('l'),
    /// Always told.
    TIMERS('t');

    private final char letter;

    Diagnostic(char letter) {
      this.letter = letter;
    }

    static Optional<Diagnostic> of(int letter) {
      return List.of(values()).stream().filter(each -> each.letter == letter).findFirst();
    }
  }

  /// The letters of `-x`.
  record Diagnostics(List<Diagnostic> wanted) {
    static final Diagnostics NONE = new Diagnostics(List.of());

    boolean wants(Diagnostic diagnostic) {
      return wanted.contains(diagnostic);
    }

    static final Flags.Form<Diagnostics> FORM = Flags.Form.of(Diagnostics.class, Diagnostics::read);

    private static Diagnostics read(String text) {
      return new Diagnostics(
          text.chars()
              .mapToObj(letter ->
                  Diagnostic.of(letter)
                      .orElseThrow(() ->
                          new TypeConversionException(
                              "-x " + (char) letter + " is not supported: write a, e, i, l or t")))
              .toList());
    }
  }
}
