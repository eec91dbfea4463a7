package org.lessor.engine;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;

/// An option as an operator set it at one level of the configuration (Kea: option-data).
///
/// @param enterprise whose sub-option of option 125 it is, an IANA enterprise number; [#OWN] for an
///   option of DHCPv4 itself
/// @param code 1 to 254; of an enterprise 0 to 255
/// @param value its bytes; of an enterprise's at most 255
/// @param sending when it is sent
/// @param classes names of classes, of which a client must belong to one to be told of it; none if
///   it is for all
public record ConfiguredOption(
    long enterprise, int code, Bytes value, Sending sending, List<String> classes) {
  /// No enterprise: an option of DHCPv4 itself.
  public static final long OWN = 0;

  private static final int MAX_SUB_OPTION = 255;

  /// What only clients send, or the server fills in by itself (RFC 2131 tables 3 and 5, RFC 3011
  /// section 3, RFC 3046 section 2.2).
  private static final Set<Integer> NOT_OPERATORS =
      Set.of(
          OptionCodes.REQUESTED_ADDRESS,
          OptionCodes.LEASE_TIME,
          OptionCodes.OVERLOAD,
          OptionCodes.MESSAGE_TYPE,
          OptionCodes.PARAMETER_REQUEST_LIST,
          OptionCodes.MAX_MESSAGE_SIZE,
          OptionCodes.CLIENT_IDENTIFIER,
          OptionCodes.AGENT_OPTIONS,
          OptionCodes.SUBNET_SELECTION);

  /// Copies the list. Throws [IllegalArgumentException] if a number or length is out of range.
  public ConfiguredOption {
    boolean own = enterprise == OWN;
    boolean fits =
        own
            ? code >= 1 && code <= 254
            : code >= 0 && code <= 255 && value.length() <= MAX_SUB_OPTION;
    if (!fits || enterprise < 0 || enterprise > 0xffff_ffffL) {
      throw new IllegalArgumentException(
          "option " + code + " of " + enterprise + " with " + value.length() + " bytes");
    }
    classes = List.copyOf(classes);
  }

  /// Whether that option of DHCPv4 is the operator's to set: no value of others is ever sent.
  ///
  /// @param code 1 to 254
  public static boolean isOperators(int code) {
    return !NOT_OPERATORS.contains(code);
  }

  /// An option of DHCPv4 itself, for all.
  public ConfiguredOption(Option option, Sending sending) {
    this(OWN, option.code(), option.value(), sending, List.of());
  }

  /// This option for members of one of those classes only; for all where the list is empty.
  public ConfiguredOption withClasses(List<String> names) {
    return new ConfiguredOption(enterprise, code, value, sending, names);
  }

  /// The option as it stands in a message. Throws [IllegalArgumentException] if it is an
  /// enterprise's.
  public Option option() {
    if (enterprise != OWN) {
      throw new IllegalArgumentException("an option of enterprise " + enterprise);
    }
    return new Option(code, value);
  }

  /// Whether clients of those classes may be told of it.
  public boolean isFor(Predicate<String> client) {
    return classes.isEmpty() || classes.stream().anyMatch(client);
  }

  /// When a configured option is sent.
  public enum Sending {
    /// To clients that ask for it in option 55.
    ON_REQUEST,
    /// To every client (Kea: always-send). At one level this holds for all levels.
    ALWAYS,
    /// To no client (Kea: never-send), whatever other levels say.
    NEVER
  }
}
