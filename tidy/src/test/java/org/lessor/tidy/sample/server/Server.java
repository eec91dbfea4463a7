package org.lessor.tidy.sample.server;

/// Stands for something high up in the house.
public final class Server {
  private Server() {}

  public static int answer() {
    return 42;
  }
}
