package org.lessor.engine;

import java.util.Set;
import org.lessor.wire.Ipv4;

/// What becomes of the names that clients say (Kea: the keys ddns-* and hostname-char-*): what is
/// kept with the lease and what the client is told by options 12 and 81 (RFC 4702). That updates
/// are sent is a matter of others, who go by what the lease says.
///
/// @param updates whether the server enters names into DNS
/// @param overridden against which wishes of clients it does
/// @param replacement whose names are replaced by generated ones
/// @param generatedPrefix what a generated name begins with, in front of `-` and the address with
///   dashes in the place of its dots
/// @param qualifyingSuffix the domain that names without one get, with or without a dot at its end;
///   empty where they get none
/// @param filter what no name may have in it
public record NameRules(
    Updates updates,
    Set<Wish> overridden,
    Replacement replacement,
    String generatedPrefix,
    String qualifyingSuffix,
    NameFilter filter) {
  /// As Kea has it where its configuration says nothing, and so does not send updates.
  public static final NameRules STANDARD =
      new NameRules(
          Updates.OMITTED, Set.of(), Replacement.NEVER, "myhost", "", NameFilter.STANDARD);

  /// Copies the set.
  public NameRules {
    overridden = Set.copyOf(overridden);
  }

  /// These rules with updates sent or not.
  public NameRules withUpdates(Updates value) {
    return new NameRules(value, overridden, replacement, generatedPrefix, qualifyingSuffix, filter);
  }

  /// Whether the server enters names into DNS (Kea: dhcp-ddns.enable-updates and
  /// ddns-send-updates).
  public enum Updates {
    /// It does for those who want it, or do not care.
    SENT,
    /// It enters nothing, and says so to those who ask.
    OMITTED
  }

  /// A wish of the client that is not followed where [Updates#SENT].
  public enum Wish {
    /// The client wants nothing to be entered; the server does all the same (Kea:
    /// ddns-override-no-update).
    NO_UPDATE,
    /// The client wants to enter its address itself; the server does (Kea:
    /// ddns-override-client-update).
    CLIENT_UPDATE
  }

  /// When a generated name is kept and told (Kea: ddns-replace-client-name).
  public enum Replacement {
    /// Only where the client leaves its name to the server.
    NEVER,
    /// Whether the client says a name or none.
    ALWAYS,
    /// In the place of a name that the client says.
    WHEN_PRESENT,
    /// For clients that say no name.
    WHEN_NOT_PRESENT;

    /// Whether a name that the client says is replaced.
    boolean ofSaid() {
      return this == ALWAYS || this == WHEN_PRESENT;
    }

    /// Whether a client that says no name gets one.
    boolean ofUnsaid() {
      return this == ALWAYS || this == WHEN_NOT_PRESENT;
    }
  }

  /// The name that goes with `address` where the client has none of its own, without a dot at its
  /// end.
  String generated(Ipv4 address) {
    return qualified(generatedPrefix + "-" + address.toString().replace('.', '-'));
  }

  /// The name with the suffix behind it, unless it ends with that or with a dot; in any case
  /// without a dot at its end.
  String qualified(String name) {
    String suffix = withoutDot(qualifyingSuffix);
    if (suffix.isEmpty()
        || name.endsWith(".")
        || name.equals(suffix)
        || name.endsWith("." + suffix)) {
      return withoutDot(name);
    }
    return name + "." + suffix;
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
