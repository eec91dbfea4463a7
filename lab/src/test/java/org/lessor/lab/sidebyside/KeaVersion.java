package org.lessor.lab.sidebyside;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.lessor.lab.net.Commands;

/// The Kea that the list of differences is about.
final class KeaVersion {
  /// Debian 12 has this one. A later one has less, and other, differences.
  private static final String LISTED = "2.2.";

  private KeaVersion() {}

  /// Skips the test where another Kea is installed.
  static void require() {
    String version = Commands.run(List.of("kea-dhcp4", "-v")).strip();
    Assumptions.assumeTrue(
        version.startsWith(LISTED),
        "the differences are listed for Kea " + LISTED + "x, and this is " + version);
  }
}
