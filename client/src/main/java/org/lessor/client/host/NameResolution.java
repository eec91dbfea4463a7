package org.lessor.client.host;

import java.io.IOException;

/// Tells the host who answers questions about names.
///
/// Used by one thread.
public interface NameResolution {
  /// How names are resolved by this host, such as `/etc/resolv.conf`.
  String description();

  /// Uses these from now on, in the place of those set before.
  ///
  /// @throws IOException where that failed; with a remedy where one is known
  void use(NameServers servers) throws IOException;

  /// Goes back to what was in use before. Harmless where nothing was set.
  ///
  /// @throws IOException where that failed
  void restore() throws IOException;
}
