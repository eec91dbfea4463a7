package org.lessor.cli.demo;

/// Where an exchange takes place.
enum Scene {
  /// On an Ethernet link between two hosts.
  LINK,
  /// Over the loopback interface, through a relay agent.
  LOOPBACK
}
