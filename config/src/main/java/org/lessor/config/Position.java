package org.lessor.config;

/// A place in a configuration file.
///
/// @param file the file as it was named, `-` for text that came from no file
/// @param line counted from 1
/// @param column counted from 1, in characters
public record Position(String file, int line, int column) {
  /// `file:line:column`.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
