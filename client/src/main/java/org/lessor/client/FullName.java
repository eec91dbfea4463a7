package org.lessor.client;

import org.lessor.wire.ClientFqdn;
import org.lessor.wire.DomainName;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;

/// The name that the client asks to have in DNS: option 81 (RFC 4702).
///
/// @param name with its domain, or a single label, which the server completes
/// @param updates who is to enter it
public record FullName(DomainName name, Updates updates) {
  /// Who enters the client's address (A) record; the pointer (PTR) is the server's in any case but
  /// the last.
  public enum Updates {
    /// The server: flag S.
    SERVER(ClientFqdn.S),
    /// The client does it itself; what that needs is not this program's business.
    CLIENT(0),
    /// Nobody: flag N.
    NOBODY(ClientFqdn.N);

    private final int flags;

    Updates(int flags) {
      this.flags = flags;
    }
  }

  /// Reads a name such as `laptop` or `laptop.example.org`, with or without a dot at the end.
  ///
  /// Throws [IllegalArgumentException] if it is no plain host name.
  public static FullName of(String text, Updates updates) {
    String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    boolean wellFormed =
        plain.length() <= 253
            && plain.matches(
                "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
                    + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");
    if (!wellFormed) {
      throw new IllegalArgumentException("not a host name: \"" + text + "\"");
    }
    // A name of several labels is fully qualified; a single one is the part that the client knows,
    // and has no end (RFC 4702 section 2.3).
    return new FullName(DomainName.of(plain.indexOf('.') < 0 ? plain : plain + "."), updates);
  }

  /// The option, in the wire form of names: flag E (RFC 4702 section 2.3.1).
  Option option() {
    return StandardOptions.FQDN.with(new ClientFqdn(updates.flags | ClientFqdn.E, 0, 0, name));
  }
}
