package org.lessor.linux.netlink;

import org.lessor.linux.Ip4;
import org.lessor.linux.LinkAddress;

/// Who answers for an IPv4 address on a link: an entry of the kernel's ARP table.
///
/// @param interfaceIndex of the interface
/// @param address the IPv4 address
/// @param linkAddress the link address; empty where it is not known (yet)
/// @param state how sure the kernel is
/// @param flags `NTF_*`
public record Neighbour(
    int interfaceIndex, Ip4 address, LinkAddress linkAddress, State state, int flags) {
  /// How sure the kernel is of an entry (`NUD_*`).
  public enum State {
    /// Nothing was tried.
    NONE(0x00),
    /// Asked, and waiting for the answer.
    INCOMPLETE(0x01),
    /// Confirmed a short while ago.
    REACHABLE(0x02),
    /// Was confirmed once; used as it is, and asked about soon after.
    STALE(0x04),
    /// Used while stale; asked about in a moment.
    DELAY(0x08),
    /// Being asked again.
    PROBE(0x10),
    /// Asked, without an answer.
    FAILED(0x20),
    /// The link needs no ARP.
    NOARP(0x40),
    /// Entered by hand, and never doubted.
    PERMANENT(0x80);

    private final int number;

    State(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static State of(int number) {
      for (State state : values()) {
        if (state.number == number) {
          return state;
        }
      }
      return NONE;
    }

    /// Whether packets are sent to the entry's link address.
    public boolean isValid() {
      return switch (this) {
        case REACHABLE, STALE, DELAY, PROBE, NOARP, PERMANENT -> true;
        case NONE, INCOMPLETE, FAILED -> false;
      };
    }
  }

  /// An entry without flags.
  public static Neighbour of(
      int interfaceIndex, Ip4 address, LinkAddress linkAddress, State state) {
    return new Neighbour(interfaceIndex, address, linkAddress, state, 0);
  }
}
