package org.lessor.engine;

import java.util.Optional;
import java.util.OptionalLong;

/// What the clients of a class or of a subnet may have at most.
///
/// @param addresses how many of them may be offered or leased an address at a time, 0 to 4294967295
///   (Kea: address-limit)
/// @param packets how many packets of theirs are answered in a time (Kea: rate-limit)
public record Limit(OptionalLong addresses, Optional<PacketRate> packets) {
  /// Throws [IllegalArgumentException] if the number of addresses is out of range.
  public Limit {
    if (addresses.isPresent()
        && (addresses.getAsLong() < 0 || addresses.getAsLong() > 0xffffffffL)) {
      throw new IllegalArgumentException("out of range: " + addresses.getAsLong());
    }
  }

  /// Whose limit it is.
  public sealed interface Of {
    /// That of the clients of a class.
    ///
    /// @param limited the class that the limit is set for
    /// @param name the class whose clients are counted together: the same or, where that has a
    ///   template, one that it spawned
    record ClientsOf(String limited, String name) implements Of {
      /// Of a class without a template.
      public ClientsOf(String name) {
        this(name, name);
      }

      @Override
      public String toString() {
        return "class " + name;
      }
    }

    /// That of the clients of a subnet.
    ///
    /// @param id the subnet's id
    record SubnetOf(long id) implements Of {
      @Override
      public String toString() {
        return "subnet " + id;
      }
    }
  }

  /// A limit of addresses that leaves no room.
  ///
  /// @param whose whose limit
  /// @param addresses how many addresses it allows
  public record Reached(Of whose, long addresses) {}

  /// A limit of packets that a packet counts against.
  ///
  /// @param whose whose limit
  /// @param rate what it allows
  public record Counted(Of whose, PacketRate rate) {}
}
