package org.lessor.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// The privileges (capabilities(7)) that this module's calls may ask for.
public enum Capability {
  /// Ports below 1024.
  CAP_NET_BIND_SERVICE(10, "a port below 1024"),
  /// Interfaces, addresses, routes, neighbours.
  CAP_NET_ADMIN(12, "changing interfaces, addresses, routes or neighbours"),
  /// Raw and packet sockets.
  CAP_NET_RAW(13, "a raw or packet socket"),
  /// Namespaces.
  CAP_SYS_ADMIN(21, "making or entering a namespace"),
  /// Scheduling.
  CAP_SYS_NICE(23, "having a thread give way less than it does");

  private static final Path STATUS = Path.of("/proc/thread-self/status");

  private final int bit;
  private final String purpose;

  Capability(int bit, String purpose) {
    this.bit = bit;
    this.purpose = purpose;
  }

  /// What the calling thread may use now (`CapEff` of /proc/thread-self/status). Within a user
  /// namespace they hold only for what belongs to it.
  public static Set<Capability> effective() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("CapEff:")) {
        return ofMask(Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16));
      }
    }
    throw new IOException("no CapEff line in " + STATUS);
  }

  static Set<Capability> ofMask(long mask) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (Capability capability : values()) {
      if (((mask >>> capability.bit) & 1) != 0) {
        capabilities.add(capability);
      }
    }
    return capabilities;
  }

  /// What to tell someone who lacks this: which capability, and how to get it.
  public String remedy() {
    return purpose
        + " needs "
        + name()
        + ": run as root, or give the program that capability (systemd: AmbientCapabilities="
        + name()
        + ")";
  }
}
