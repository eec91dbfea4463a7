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

  /// The last key of a path, without the numbers of lists: `subnet4` of `Dhcp4.subnet4[0]`.
  static String level(String path) {
    int dot = path.lastIndexOf('.');
    int bracket = path.indexOf('[', dot + 1);
    return path.substring(dot + 1, bracket < 0 ? path.length() : bracket);
  }
}
