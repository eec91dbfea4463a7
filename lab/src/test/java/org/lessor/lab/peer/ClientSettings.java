package org.lessor.lab.peer;

/// How a client is to behave, where clients differ.
///
/// @param applying whether the client configures its link
/// @param probing whether the client asks by ARP for the address before it uses it
public record ClientSettings(Applying applying, Probing probing) {
  /// What the client does with a lease.
  public enum Applying {
    /// It gives the link its address and the host its default route.
    CONFIGURES,
    /// It only says what it got. Not every client can leave it at that.
    REPORTS
  }

  /// What the client does against addresses in use (RFC 5227).
  public enum Probing {
    /// It asks before it uses an address, which takes some seconds.
    ON,
    /// It uses the address at once.
    OFF
  }

  /// Configures, and does not probe.
  public static final ClientSettings PLAIN = new ClientSettings(Applying.CONFIGURES, Probing.OFF);

  /// The same with another habit of probing.
  public ClientSettings probing(Probing habit) {
    return new ClientSettings(applying, habit);
  }

  /// The same with another way of applying.
  public ClientSettings applying(Applying way) {
    return new ClientSettings(way, probing);
  }
}
