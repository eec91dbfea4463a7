package org.lessor.tidy.sample.wire;

import org.lessor.tidy.sample.server.Server;

/// Breaks the arrows: something at the bottom knows something above it.
final class Upwards {
  private Upwards() {}

  static int ask() {
    return Server.answer();
  }
}
