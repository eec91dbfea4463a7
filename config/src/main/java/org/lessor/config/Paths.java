package org.lessor.config;

/// How the way to a value is written: `Dhcp4.subnet4[0].id`.
final class Paths {
  private Paths() {}

  static String member(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String element(String path, int index) {
    return path + "[" + index + "]";
  }
}
