package org.lessor.cli.demo;

/// One of the two hosts, by its place in the picture.
enum Side {
  /// On the left.
  CLIENT,
  /// On the right.
  SERVER
}
